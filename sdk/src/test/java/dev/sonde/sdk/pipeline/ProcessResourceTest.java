package dev.sonde.sdk.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessResourceTest {

  private static String text(Attributes attributes, String key) {
    return attributes.get(AttributeKey.stringKey(key));
  }

  @Test
  void a_process_says_who_it_is_without_being_told() {
    Attributes resource = ProcessResource.of(Map.of());
    assertThat(resource.get(AttributeKey.longKey("process.pid")))
        .isEqualTo(ProcessHandle.current().pid());
    assertThat(text(resource, "process.runtime.version")).isEqualTo(Runtime.version().toString());
    assertThat(text(resource, "service.name")).isNotEmpty();
  }

  @Test
  void the_environment_names_service_and_attributes() {
    Attributes resource =
        ProcessResource.of(
            Map.of(
                "OTEL_SERVICE_NAME",
                "mine",
                "OTEL_RESOURCE_ATTRIBUTES",
                "run.id=r1, run.name=a%20b+c ,service.name=other,bad,half=%zz"));
    assertThat(text(resource, "service.name")).isEqualTo("mine");
    assertThat(text(resource, "run.id")).isEqualTo("r1");
    assertThat(text(resource, "run.name")).isEqualTo("a b+c");
    assertThat(text(resource, "half")).isEqualTo("%zz");
    assertThat(text(resource, "bad")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "org.example.Main a b, Main",
    "mod.ule/org.example.Main, Main",
    "/opt/app/my-app.jar --x, my-app",
    "C:\\apps\\it.jar, it",
    "Main, Main",
    "'', unknown_service:java",
  })
  void a_program_is_named_after_its_main_class_or_jar(String command, String name) {
    assertThat(ProcessResource.program(command)).isEqualTo(name);
  }
}
