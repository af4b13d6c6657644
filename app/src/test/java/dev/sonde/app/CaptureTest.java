package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a capture takes away answers as the server did. */
class CaptureTest {

  @TempDir Path folder;

  @Test
  void a_capture_answers_offline_what_the_server_answered() throws Exception {
    Path file = Corpus.copy("simulated/healthy/otlp.jsonl.gz", folder);
    Path taken = folder.resolve("taken.jsonl.gz");
    Sonde sonde = new Sonde(folder);
    try (ServerChild server = ServerChild.start(folder, file.toString())) {
      Sonde.Ran capture = sonde.run("capture", server.http(), "-o", taken.toString());
      assertThat(capture.exit()).as(capture.err()).isZero();
      assertThat(taken.resolveSibling("taken.jsonl.gz.part")).doesNotExist();
      for (String view : new String[] {"overview", "prefixes", "workers", "erred", "stragglers"}) {
        JsonNode live = sonde.run("observe", view, server.http(), "--json").json();
        JsonNode offline = sonde.run("observe", view, taken.toString(), "--json").json();
        assertThat(offline.get("result")).as(view).isEqualTo(live.get("result"));
        assertThat(offline.at("/coverage/records")).isEqualTo(live.at("/coverage/records"));
      }
    }
  }

  @Test
  void a_file_that_is_there_is_not_replaced_unless_that_is_said() throws Exception {
    Path file = Files.writeString(folder.resolve("there.jsonl"), "precious");
    Sonde.Ran ran = new Sonde(folder).run("capture", "http://127.0.0.1:1", "-o", file.toString());
    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("--force");
    assertThat(file).hasContent("precious");
  }

  @Test
  void files_are_exported_rather_than_captured() {
    Sonde.Ran ran = new Sonde(folder).run("capture", folder.toString(), "-o", "x.jsonl");
    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("sonde export");
  }
}
