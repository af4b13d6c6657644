package dev.sonde.app;

import dev.sonde.engine.question.Moment;
import dev.sonde.engine.sql.SqlAnswers;
import dev.sonde.engine.sql.SqlQuestion;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.view.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Runs a SELECT of the user's over the relations of a source. */
final class SqlCommand implements Command {

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public String words() {
    return "SOURCE \"SELECT ...\" [options]";
  }

  @Override
  public String purpose() {
    return "ask anything, in SQL; sonde guide sql lists the relations";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Cli.command(
            this,
            """
            One SELECT over the relations run, task, attempt, edge, worker, transfer, span, event and sample
            (DuckDB's SQL, without files, network or settings). A query of - is read from standard input.
            Columns of a relation: sonde sql FILE "DESCRIBE span". Queries to begin with: sonde guide sql.
            As text, as many rows and columns are shown as there is room for; JSON and CSV have them all.\
            """);
    spec.addOption(
        Cli.option(
            "limit", "N", "most rows of the result; default 1,000,000, and 0 is none", false));
    spec.addOption(Cli.option("timeout", "D", "how long it may take; default 30s", false));
    Cli.surface(spec);
    spec.remove(spec.findOption("--explain"));
    spec.remove(spec.findOption("--utc"));
    Cli.words(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    List<String> words = Cli.words(parsed);
    if (words.isEmpty() || (words.size() == 1 && isSource(words.getFirst()))) {
      throw new Failure(
          ExitCode.USAGE,
          "sonde sql needs a query behind the source: sonde sql FILE \"SELECT count(*) FROM span\""
              + "\nsonde guide sql lists the relations");
    }
    List<String> sources = surroundings.sourcesOr(words.subList(0, words.size() - 1));
    SqlQuestion question = question(parsed, query(words.getLast(), sources, surroundings));
    Presentation how = Cli.presentation(parsed);
    String address = Sources.address(sources);
    boolean cut =
        address == null
            ? local(sources, question, how, surroundings)
            : new RemoteSql(surroundings, surroundings.remote(address, how.token()))
                .run(question, how);
    if (cut) {
      surroundings
          .err()
          .println("sonde: cut at " + question.rows() + " rows; --limit N takes more");
    }
    return ExitCode.ANSWERED;
  }

  private static boolean local(
      List<String> sources, SqlQuestion question, Presentation how, Surroundings surroundings)
      throws IOException {
    try (Store store = surroundings.open(sources, how.format())) {
      SqlAnswers answers = new SqlAnswers(store, String.join(" ", sources), false, question);
      boolean cut = false;
      if (how.json()) {
        cut = answers.json(surroundings.out());
      } else if (how.csv()) {
        cut = answers.csv(surroundings.out());
      } else {
        surroundings.out().write(answers.text(surroundings.style(how)));
      }
      return cut;
    }
  }

  private static SqlQuestion question(ParseResult parsed, String sql) {
    long rows =
        parsed.hasMatchedOption("--limit")
            ? Parameters.whole(
                "limit", parsed.matchedOptionValue("--limit", "").replace("_", ""), 0)
            : SqlQuestion.DEFAULT_ROWS;
    Duration timeout = SqlQuestion.DEFAULT_TIMEOUT;
    if (parsed.hasMatchedOption("--timeout")) {
      timeout =
          Duration.ofNanos(Moment.nanos("timeout", parsed.matchedOptionValue("--timeout", "")));
      if (timeout.toMillis() == 0) {
        throw new Failure(ExitCode.USAGE, "--timeout: at least a millisecond, for example 30s");
      }
    }
    return new SqlQuestion(sql, rows, timeout);
  }

  private static String query(String word, List<String> sources, Surroundings surroundings)
      throws IOException {
    if (!word.equals("-")) {
      return word;
    }
    if (sources.contains("-")) {
      throw new Failure(
          ExitCode.USAGE, "standard input is either the source or the query, not both");
    }
    return new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean isSource(String word) {
    try {
      return Sources.isUrl(word) || Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
