package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.run.Keeping;
import dev.sonde.app.run.Run;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Where a run is kept")
class KeepingChoiceTest {

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  private Keeping find(String url, Path store) {
    AppSettings settings =
        AppSettings.from(Map.of("HOME", folder.toString(), "SONDE_URL", "http://localhost:1"), "");
    return new KeepingChoice(settings).find(url, store.toString(), notes);
  }

  private Run.Figures run(Keeping keeping) throws Exception {
    OutputStream out = new ByteArrayOutputStream();
    return Run.run(
        new Run.Request(
            "kept",
            List.of("sh", "-c", "echo $OTEL_EXPORTER_OTLP_ENDPOINT; exit 4"),
            null,
            Map.of(),
            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()),
            out,
            out),
        keeping);
  }

  @Test
  void without_a_server_it_is_kept_in_the_store_by_this_process_and_can_be_asked()
      throws Exception {
    Path store = folder.resolve("store");
    Run.Figures figures;
    try (Keeping keeping = find(null, store)) {
      assertThat(keeping).isInstanceOf(Keeping.Here.class);
      assertThat(keeping.endpoint()).startsWith("http://127.0.0.1:");
      figures = run(keeping);
      assertThat(keeping.sent(figures.records())).isZero();
      assertThat(keeping.source(figures.id())).isEqualTo(store.toString());
    }
    assertThat(notes).isEmpty();
    assertThat(figures.dropped()).isZero();
    Sonde sonde = new Sonde(folder);
    var overview = sonde.observe("overview", store, "--run", figures.id());
    assertThat(overview.at("/coverage/records").asLong()).isEqualTo(figures.records());
    assertThat(sonde.run("observe", "logs", store, "--json").out())
        .contains("http://127.0.0.1:")
        .contains("run.finished");
  }

  @Test
  void where_another_process_has_the_store_it_is_a_file_and_says_why() throws Exception {
    Path store = Files.writeString(folder.resolve("no-folder"), "in the way");
    try (Keeping keeping = find(null, store)) {
      assertThat(keeping).isInstanceOf(Keeping.Files.class);
      assertThat(keeping.endpoint()).isNull();
    }
    assertThat(notes).hasSize(1).first().asString().startsWith("No collector could be started");
  }

  @Test
  void a_file_holds_one_run_as_otlp() throws Exception {
    Keeping keeping = new Keeping.Files(folder.resolve("runs"));
    Run.Figures figures = run(keeping);
    String file = keeping.source(figures.id());
    assertThat(file).endsWith(figures.id() + ".jsonl");
    var spans = new Sonde(folder).observe("overview", file);
    assertThat(spans.at("/result/spans").asLong()).isEqualTo(2);
    assertThat(spans.at("/coverage/records").asLong()).isEqualTo(figures.records());
  }

  @Test
  void a_server_that_is_named_and_does_not_answer_is_said() {
    try (Keeping keeping = find("http://localhost:1", folder.resolve("store"))) {
      assertThat(keeping).isInstanceOf(Keeping.Here.class);
    }
    assertThat(notes)
        .containsExactly("No server answers at http://localhost:1, so the run is kept here.");
  }

  @Test
  void options_end_where_the_command_begins() {
    Sonde sonde = new Sonde(folder);
    assertThat(sonde.run("run").err()).startsWith("sonde: sonde run needs a command");
    assertThat(sonde.run("run", "--name", "x").exit()).isEqualTo(2);
    assertThat(sonde.run("run", "--nmae", "x", "--", "true").exit()).isEqualTo(2);
    assertThat(sonde.run("run", "--help").out()).startsWith("sonde run ");
  }
}
