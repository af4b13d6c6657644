package dev.sonde.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.sdk.task.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of the SDK shows code that is compiled, and run here. */
class DocsTest {

  private static final Path PAGE = Path.of("../docs/sdk.md");
  private static final Path SOURCE = Path.of("src/test/java/dev/sonde/sdk/SchedulerExample.java");

  @Test
  void the_scheduler_of_the_page_is_the_one_that_runs() throws Exception {
    assertThat(Files.readString(PAGE)).contains("```java\n" + example() + "```\n");
    try (Recorded recorded = new Recorded()) {
      SchedulerExample.nightly(recorded.sonde());
      assertThat(recorded.events()).hasSize(11);
      assertThat(recorded.span("sum").attributes().integer("task.output")).isEqualTo(533);
      assertThat(recorded.spans()).hasSize(5);
    }
  }

  private static String example() throws IOException {
    String source = Files.readString(SOURCE);
    String marked =
        source.substring(
            source.indexOf("// docs: scheduler\n") + "// docs: scheduler\n".length(),
            source.lastIndexOf("    // docs: end"));
    return marked.replaceAll("(?m)^    ", "");
  }
}
