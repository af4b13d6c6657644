package dev.sonde.sdk.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationsTest {

  @Test
  void one_text_names_several_with_their_settings() {
    assertThat(
            Destinations.parse(
                "pool:/tmp/p;max_file_bytes=1MiB, console,otlp:http://localhost:4318,text:a%2Cb"))
        .containsExactly(
            DestinationSpec.pool(Path.of("/tmp/p")).with("max_file_bytes", "1MiB"),
            DestinationSpec.console(),
            DestinationSpec.otlp("http://localhost:4318"),
            DestinationSpec.text(Path.of("a,b")));
    assertThat(Destinations.parse(" ,")).isEmpty();
  }

  @Test
  void the_class_path_adds_types_of_its_own() throws IOException {
    RememberedType.SEEN.clear();
    List<DestinationSpec> specs = Destinations.parse("remembered:here");
    assertThat(specs).containsExactly(new DestinationSpec("remembered", Map.of("where", "here")));
    try (Destination destination = Destinations.open(specs.get(0))) {
      destination.write(Samples.events(0, 2));
    }
    assertThat(RememberedType.SEEN).isEqualTo(Samples.events(0, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pol:/tmp|no destination of type 'pol'; there are pool, console, text, otlp, remembered",
        "pool|a destination of type pool needs the setting dir",
        "pool:/x;sise=3|a destination of type pool has no setting 'sise'; it has dir,"
            + " max_file_bytes, max_pool_bytes",
        "pool:/x;max_file_bytes=much|the setting max_file_bytes of pool is 'much'; it has to be a"
            + " number of bytes such as 1000000 or 64MiB",
        "pool:/x;y|'y' in 'pool:/x;y' is no setting; write NAME=VALUE",
        "console:up|the setting stream of console is 'up'; it has to be one of err, out",
        "text|a destination of type text needs the setting file",
        "otlp:localhost:4318|the url of otlp is 'localhost:4318'; it has to be like"
            + " http://localhost:4318",
        "otlp:http://h;retry_for=1h|the setting retry_for of otlp is '1h'; it has to be a time such"
            + " as 500ms, 30s or 2m",
        "otlp:http://h;open_spans=yes|the setting open_spans of otlp is 'yes'; it has to be true or"
            + " false",
        "otlp:http://h;headers=Host=a|the headers of otlp have 'Host'; they have to be like"
            + " name=value,name=value",
      })
  void what_is_wrong_is_refused_by_name(String text, String message) {
    assertThatThrownBy(() -> Destinations.open(Destinations.parse(text).get(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void a_spec_shows_no_secrets() {
    assertThat(DestinationSpec.otlp("http://h").with("token", "t1").with("headers", "a=t2"))
        .hasToString("otlp{headers=[redacted], token=[redacted], url=http://h}");
  }

  @Test
  void a_text_that_is_no_list_of_destinations_is_refused() {
    assertThatThrownBy(() -> Destinations.parse("pool:/x,bare:y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no destination of type 'bare'");
  }
}
