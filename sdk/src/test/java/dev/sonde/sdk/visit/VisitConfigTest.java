package dev.sonde.sdk.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.log.LogLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisitConfigTest {

  private static final String ID = "\"id\":\"c0ffee00-0000-4000-8000-000000000000\"";

  private final VisitConfig config =
      VisitConfig.of(
              DestinationSpec.pool(Path.of("/tmp/a pool")),
              DestinationSpec.otlp("http://localhost:4318").with("token", "s3cr3t"))
          .level(LogLevel.DEBUG)
          .loggers("com.acme", "org.\"quoted\"")
          .within("gen_ai.agent.id", "a-7")
          .within("task.key", "('x', 0)");

  static VisitConfig copy(VisitConfig config) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(config);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (VisitConfig) in.readObject();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void it_comes_back_whole_from_serialization_json_and_the_environment() {
    VisitConfig other = VisitConfig.of(DestinationSpec.console());
    assertThat(copy(config)).isEqualTo(config);
    assertThat(VisitConfig.fromJson(config.toJson())).isEqualTo(config);
    assertThat(VisitConfig.fromEnvironment(VisitConfig.environment(List.of(config, other))))
        .containsExactly(config, other);
    assertThat(VisitConfig.fromEnvironment(Map.of("SONDE_VISIT", config.toJson())))
        .containsExactly(config);
    assertThat(VisitConfig.fromEnvironment(Map.of())).isEmpty();
    assertThat(VisitConfig.fromEnvironment(Map.of("SONDE_VISIT", " "))).isEmpty();
    assertThat(VisitConfig.fromEnvironment(Map.of("SONDE_VISIT", "[]"))).isEmpty();
  }

  @Test
  void its_json_stays_as_it_is_for_other_processes() {
    assertThat(
            VisitConfig.fromJson("{\"sonde_visit\":1,%s,\"level\":\"warn\"}".formatted(ID))
                .toJson())
        .isEqualTo(
            "{\"sonde_visit\":1,%s,\"level\":\"warn\",\"loggers\":[],\"scope\":{},\"destinations\":[]}"
                .formatted(ID));
  }

  @Test
  void its_text_hides_what_may_be_secret() {
    assertThat(config.toString()).contains(config.id().toString(), "otlp").doesNotContain("s3cr3t");
  }

  @Test
  void what_is_not_understood_is_refused_and_said() {
    refused("nonsense", "not JSON");
    refused("[1]", "a visit is an object, not 1");
    refused("{\"sonde_visit\":2}", "version 2");
    refused("{}", "version null");
    refused("{\"sonde_visit\":1,\"level\":\"info\"}", "no id");
    refused("{\"sonde_visit\":1,\"id\":\"7\",\"level\":\"info\"}", "'7'");
    refused("{\"sonde_visit\":1,%s}".formatted(ID), "no level");
    refused("{\"sonde_visit\":1,%s,\"level\":\"loud\"}".formatted(ID), "'loud'");
    refused("{\"sonde_visit\":1,%s,\"level\":9}".formatted(ID), "level");
    refused("{\"sonde_visit\":1,%s,\"level\":\"info\",\"logger\":\"a\"}".formatted(ID), "'logger'");
    refused(
        "{\"sonde_visit\":1,%s,\"level\":\"info\",\"loggers\":\"a\"}".formatted(ID), "is a list");
    refused(
        "{\"sonde_visit\":1,%s,\"level\":\"info\",\"scope\":{\"k\":1}}".formatted(ID), "scope.k");
    refused(
        "{\"sonde_visit\":1,%s,\"level\":\"info\",\"destinations\":[{\"typ\":\"pool\"}]}"
            .formatted(ID),
        "'typ'");
  }

  private static void refused(String said, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VisitConfig.fromEnvironment(Map.of("SONDE_VISIT", said)))
        .withMessageStartingWith("SONDE_VISIT: ")
        .withMessageContaining(why);
  }
}
