package dev.sonde.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.sdk.destination.DestinationSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  private static final String OTLP = "OTEL_EXPORTER_OTLP_ENDPOINT";

  @Test
  void nothing_said_means_a_pool_in_the_working_folder() {
    assertThat(Environment.destinations(Map.of()))
        .containsExactly(DestinationSpec.pool(Path.of(".sonde", "pool")));
  }

  @Test
  void what_sonde_is_told_goes_before_what_opentelemetry_is_told() {
    assertThat(
            Environment.destinations(
                Map.of("SONDE_DESTINATIONS", "console", OTLP, "http://localhost:4318")))
        .containsExactly(DestinationSpec.console());
    assertThat(
            Environment.destinations(
                Map.of("SONDE_DESTINATIONS", "none", OTLP, "http://localhost:4318")))
        .isEmpty();
  }

  @Test
  void an_endpoint_of_opentelemetry_is_taken_with_its_headers() {
    assertThat(
            Environment.destinations(
                Map.of(OTLP, "http://h:1", "OTEL_EXPORTER_OTLP_HEADERS", "a=b,c=d")))
        .containsExactly(DestinationSpec.otlp("http://h:1").with("headers", "a=b,c=d"));
    assertThat(Environment.destinations(Map.of(OTLP, "http://h:1", Environment.PROTOCOL, "grpc")))
        .containsExactly(DestinationSpec.otlp("http://h:1"));
  }

  @Test
  void open_spans_are_sent_where_the_environment_says_that_somebody_understands_them() {
    assertThat(
            Environment.destinations(
                Map.of(
                    "SONDE_OPEN_SPANS",
                    "true",
                    "SONDE_DESTINATIONS",
                    "otlp:http://a,otlp:http://b;open_spans=false,console")))
        .containsExactly(
            DestinationSpec.otlp("http://a").with("open_spans", "true"),
            DestinationSpec.otlp("http://b").with("open_spans", "false"),
            DestinationSpec.console());
  }

  @Test
  void a_wrong_list_is_refused_with_the_name_of_its_variable() {
    assertThatThrownBy(() -> Environment.destinations(Map.of("SONDE_DESTINATIONS", "pol:/x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("SONDE_DESTINATIONS: no destination of type 'pol'");
  }

  @Test
  void what_the_builder_is_told_goes_before_the_environment() {
    try (Sonde sonde =
        new SondeBuilder(Map.of("SONDE_DESTINATIONS", "no such"))
            .destination("d", r -> {})
            .start()) {
      assertThat(sonde.losses().records()).isEmpty();
    }
  }
}
