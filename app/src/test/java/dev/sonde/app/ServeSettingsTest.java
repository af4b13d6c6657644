package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.question.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeSettingsTest {

  @TempDir Path folder;

  @Test
  void an_option_wins_over_the_environment_that_over_the_file_that_over_the_default()
      throws IOException {
    Path file =
        Files.writeString(folder.resolve("s.conf"), "http = 1\notlp-http = 1\nretain = 1h\n");
    ServeSettings settings =
        ServeSettings.of(
            Map.of("http", List.of("3")), Map.of("SONDE_HTTP", "2", "SONDE_OTLP_HTTP", "2"), file);

    assertThat(settings.port("http")).isEqualTo(3);
    assertThat(settings.port("otlp-http")).isEqualTo(2);
    assertThat(settings.duration("retain")).isEqualTo(Duration.ofHours(1));
    assertThat(settings.port("otlp-grpc")).isEqualTo(4317);
  }

  @Test
  void a_key_that_is_no_setting_is_named_with_the_nearest() throws IOException {
    Path file = Files.writeString(folder.resolve("s.conf"), "htp = 1\n");

    assertThatThrownBy(() -> ServeSettings.of(Map.of(), Map.of(), file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("htp")
        .hasMessageContaining("http");
  }

  @Test
  void sizes_shares_and_ports_are_read_as_people_write_them() {
    assertThat(ServeSettings.bytes("max-bytes", "20GB")).isEqualTo(20_000_000_000L);
    assertThat(ServeSettings.bytes("max-bytes", "1.5GiB")).isEqualTo(1_610_612_736L);
    assertThat(ServeSettings.bytes("max-bytes", "0")).isZero();
    assertThat(of("keep", "10%").share("keep")).isEqualTo(0.1);
    assertThat(of("keep", "0.25").share("keep")).isEqualTo(0.25);
    for (String wrong : new String[] {"", "0", "101%", "ten", "-1"}) {
      assertThatThrownBy(() -> of("keep", wrong).share("keep"))
          .as(wrong)
          .isInstanceOf(UsageException.class);
    }
    for (String wrong : new String[] {"65536", "-1", "http"}) {
      assertThatThrownBy(() -> of("http", wrong).port("http"))
          .as(wrong)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining(wrong);
    }
  }

  @Test
  void a_flag_and_a_list_come_from_the_environment_too() {
    ServeSettings settings =
        ServeSettings.of(Map.of(), Map.of("SONDE_KEEP_ERRORS", "true", "SONDE_WATCH", "a:b"), null);

    assertThat(settings.flag("keep-errors")).isTrue();
    assertThat(settings.texts("watch")).containsExactly("a", "b");
    assertThat(ServeSettings.of(Map.of(), Map.of(), null).flag("keep-errors")).isFalse();
  }

  @Test
  void a_token_file_without_a_token_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "  \n");

    assertThatThrownBy(() -> of("token-file", file.toString()).token())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nothing in it");
    Files.writeString(file, "secret\n");
    assertThat(of("token-file", file.toString()).token()).isEqualTo("secret");
  }

  @Test
  void data_goes_where_the_desktop_standard_says() {
    assertThat(ServeSettings.defaultStore(Map.of("HOME", "/h", "XDG_DATA_HOME", "/d")))
        .isEqualTo(Path.of("/d/sonde"));
    assertThat(ServeSettings.defaultStore(Map.of("HOME", "/h")))
        .isEqualTo(Path.of("/h/.local/share/sonde"));
  }

  private static ServeSettings of(String name, String value) {
    return ServeSettings.of(Map.of(name, List.of(value)), Map.of(), null);
  }
}
