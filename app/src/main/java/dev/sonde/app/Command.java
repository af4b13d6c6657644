package dev.sonde.app;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What may stand behind {@code sonde}, declared once: from this come dispatch, help and completion. */
interface Command {

  String name();

  /** What is written behind the name, e.g. {@code VIEW SOURCE...}. */
  String words();

  /** What it is for, on one line. */
  String purpose();

  /** Options, arguments and help; made when it is asked for, as a start has to be quick. */
  CommandSpec spec();

  /** Runs with words that were understood. */
  ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException;

  /** Runs with the words behind the name, or explains itself. */
  default ExitCode run(List<String> words, Surroundings surroundings) throws IOException {
    CommandSpec spec = spec();
    ParseResult parsed = Cli.parse(spec, words);
    if (parsed.isUsageHelpRequested()) {
      surroundings.out().write(Cli.usage(spec));
      return ExitCode.ANSWERED;
    }
    return run(parsed, surroundings);
  }
}
