package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.question.CommonOption;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import dev.sonde.ingest.FolderImporter;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Importers;
import dev.sonde.model.vocabulary.SpanNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rewritten with {@code -Dsonde.golden=update}. */
@DisplayName("The documents say what is declared")
class DocsTest {

  private static final Path COMMANDS = Path.of("../docs/commands.md");

  @Test
  void the_page_of_commands_is_made_of_the_declarations() throws IOException {
    String page = commands();
    if ("update".equals(System.getProperty("sonde.golden"))) {
      Files.writeString(COMMANDS, page);
    }
    assertThat(Files.readString(COMMANDS)).isEqualTo(page);
  }

  @Test
  void every_format_that_is_read_has_a_word_in_the_documents() throws IOException {
    StringBuilder pages = new StringBuilder();
    try (var list = Files.list(Path.of("../docs/formats"))) {
      for (Path page : list.toList()) {
        pages.append(Files.readString(page));
      }
    }
    for (Importer importer : Importers.ALL) {
      assertThat(pages.toString()).contains("`" + importer.format() + "`");
    }
    for (FolderImporter importer : Importers.FOLDERS) {
      assertThat(pages.toString()).contains("`" + importer.format() + "`");
    }
  }

  @Test
  void every_span_name_of_the_vocabulary_stands_in_the_conventions() throws IOException {
    String page = Files.readString(Path.of("../docs/conventions.md"));
    for (SpanNames.Entry entry : SpanNames.TABLE) {
      assertThat(page).contains("`" + entry.pattern() + "`");
    }
  }

  private static String commands() {
    StringBuilder page = new StringBuilder("# Commands\n\n");
    page.append("Made from the declarations; `sonde COMMAND --help` says the same.\n\n");
    page.append("| command | |\n|---|---|\n");
    for (Command command : Commands.ALL) {
      row(page, "sonde " + command.name() + " " + command.words(), command.purpose());
    }
    page.append("\n## Options of all views\n\n| option | |\n|---|---|\n");
    for (CommonOption option : CommonOption.ALL) {
      row(page, "--" + option.name() + " " + option.values(), option.describe());
    }
    row(page, "--json", "the whole answer as JSON, figures in full: [json.md](json.md)");
    row(page, "--csv", "the rows of a list as CSV");
    row(page, "--explain", "the SQL behind the answer, on standard error");
    row(page, "--width COLUMNS", "as wide as this; default: the terminal, 120 in a pipe");
    row(page, "--no-color, --utc", "no colours; times of day in UTC");
    row(page, "--format NAME", "how to read the source; default: by its content");
    row(page, "--token TOKEN", "what a server demands; default: `$SONDE_TOKEN`");
    row(page, "--follow, --for D", "of a live system: again whenever there is something new");
    for (About.Group group : About.Group.values()) {
      for (View<?, ?> view : Views.ALL) {
        if (view.about().group() == group) {
          view(page, group, view);
        }
      }
    }
    page.append("\n## Exit codes\n\n");
    page.append("0 answered · 1 a check that was asked for failed · 2 wrong usage, unknown task, ");
    page.append(
        "worker or run · 3 the source cannot be read or is empty · 4 the server cannot be ");
    page.append("reached · 5 cannot start (port, disk, lock, no JDK) · 70 a defect of Sonde · ");
    page.append("130 interrupted\n\n");
    page.append("Files are read once into a cache under `$XDG_CACHE_HOME/sonde` (default ");
    page.append(
        "`~/.cache/sonde`), at most `$SONDE_CACHE_BYTES` (default 10 GiB), least recently ");
    page.append("used first to go; it may be deleted at any time. `$SONDE_URL` is asked where no ");
    page.append(
        "source is named, else the server that runs on the default store, else `localhost:8787`.\n");
    return page.toString();
  }

  private static void view(StringBuilder page, About.Group group, View<?, ?> view) {
    About about = view.about();
    Parameters.Parameter<?> argument = view.parameters().argument();
    page.append("\n## observe ").append(about.name());
    page.append(argument == null ? "" : " " + argument.name()).append('\n');
    page.append("*").append(group.title()).append("* · ").append(about.purpose()).append("\n\n");
    page.append(about.help()).append('\n');
    if (!view.parameters().list().isEmpty()) {
      page.append("\n| | |\n|---|---|\n");
      for (Parameters.Parameter<?> parameter : view.parameters().list()) {
        boolean word =
            parameter.kind() == Parameters.Kind.ARGUMENT
                || parameter.kind() == Parameters.Kind.OPTIONAL_ARGUMENT;
        row(
            page,
            (word ? "" : "--") + parameter.name() + (word ? "" : " " + parameter.values()),
            parameter.describe());
      }
    }
  }

  private static void row(StringBuilder page, String left, String right) {
    page.append("| `").append(left.strip().replace("|", "\\|")).append("` | ");
    page.append(right.replace("|", "\\|")).append(" |\n");
  }
}
