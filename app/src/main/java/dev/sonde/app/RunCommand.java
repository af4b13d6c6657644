package dev.sonde.app;

import dev.sonde.app.run.ExactWords;
import dev.sonde.app.run.Keeping;
import dev.sonde.app.run.Run;
import dev.sonde.app.run.RunReport;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.engine.render.Words;
import dev.sonde.engine.report.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Runs a command under observation, and ends as it did. */
final class RunCommand implements Command {

  /** Options that are followed by a value. */
  private static final List<String> VALUED = List.of("--name", "--store", "--url");

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String words() {
    return "[options] -- COMMAND...";
  }

  @Override
  public String purpose() {
    return "run a command under observation, report when it ends";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Cli.command(
            this,
            """
            Watches the processes of a command (CPU, memory, disk, threads), keeps its output line by \
            line, and passes everything on: standard streams, signals, exit code. The command needs to \
            know nothing of it. What it is given in its environment, so that a program that speaks \
            OpenTelemetry sends here: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_RESOURCE_ATTRIBUTES and \
            TRACEPARENT. The summary goes to standard error. docs/run.md says what is seen, and what \
            is not. Ends as the command did; 128 + n by signal n; 125 if Sonde itself failed.\
            """);
    spec.addOption(Cli.option("name", "NAME", "of the run; default: the command's own", false));
    spec.addOption(Cli.option("store", "DIR", "where it is kept without a server", false));
    spec.addOption(Cli.option("url", "URL", "the server that it is sent to", false));
    spec.addOption(Cli.option("quiet", "", "no summary", false));
    Cli.words(spec, "COMMAND", "the command and its words", List.of());
    return spec;
  }

  @Override
  public ExitCode run(List<String> words, Surroundings surroundings) throws IOException {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-") && !words.get(at).equals("--")) {
      at += VALUED.contains(words.get(at)) ? 2 : 1;
    }
    CommandSpec spec = spec();
    // What belongs to the command is not the parser's: it would read @file and -- in it.
    int options = Math.min(at, words.size());
    ParseResult parsed = Cli.parse(spec, words.subList(0, options));
    if (parsed.isUsageHelpRequested()) {
      surroundings.out().write(Cli.usage(spec));
      return ExitCode.ANSWERED;
    }
    boolean marked = options < words.size() && words.get(options).equals("--");
    List<String> command = words.subList(options + (marked ? 1 : 0), words.size());
    if (command.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "sonde run needs a command\nsonde run -- python train.py");
    }
    return run(parsed, command, surroundings);
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    return run(parsed, Cli.words(parsed), surroundings);
  }

  private static ExitCode run(ParseResult parsed, List<String> command, Surroundings surroundings)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Keeping keeping =
        new KeepingChoice(surroundings.settings())
            .find(value(parsed, "--url"), value(parsed, "--store"), notes);
    Run.Figures figures;
    try {
      figures = Run.run(request(parsed, command, surroundings), keeping);
    } catch (IOException | RuntimeException | LinkageError e) {
      close(keeping, notes);
      throw new Failure(ExitCode.NOT_OBSERVED, "the command was not run: " + e.getMessage(), e);
    }
    Long sent = keeping.sent(figures.records());
    close(keeping, notes);
    String source = keeping.source(figures.id());
    if (figures.refusal() != null) {
      surroundings.err().println("sonde: " + command.getFirst() + ": " + figures.refusal());
    } else if (!parsed.hasMatchedOption("--quiet")) {
      summary(
          RunReport.of(
              figures,
              source,
              keeping.isShared(),
              sent,
              notes,
              next -> Words.command(next, List.of(source))),
          surroundings);
    }
    return new ExitCode(figures.exitCode());
  }

  /** The command has ended, or was never begun: what fails now must not change how it ended. */
  private static void close(Keeping keeping, List<String> notes) {
    try {
      keeping.close();
    } catch (RuntimeException e) {
      notes.add("The collector did not end well: " + e.getMessage());
    }
  }

  private static Run.Request request(
      ParseResult parsed, List<String> command, Surroundings surroundings) {
    return new Run.Request(
        parsed.matchedOptionValue("--name", base(command.getFirst())),
        command,
        ExactWords.ofThisProcess(command),
        surroundings.settings().environment(),
        ProcessBuilder.Redirect.INHERIT,
        surroundings.bytes(),
        surroundings.err());
  }

  private static void summary(Answer answer, Surroundings surroundings) {
    surroundings.err().println();
    surroundings.err().print(new TextRenderer(surroundings.errorStyle()).render(answer));
    surroundings.err().flush();
  }

  private static @Nullable String value(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option) ? parsed.matchedOptionValue(option, "") : null;
  }

  /** What a path ends with. */
  private static String base(String word) {
    Path file = Path.of(word).getFileName();
    return file == null ? word : file.toString();
  }
}
