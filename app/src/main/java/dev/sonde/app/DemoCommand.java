package dev.sonde.app;

import dev.sonde.demo.Given;
import dev.sonde.demo.Workload;
import dev.sonde.demo.Workloads;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Runs one of the workloads beside a collector of its own. */
final class DemoCommand implements Command {

  /** What a demo without a name is: an array in which there is something to find. */
  private static final List<String> USUAL = List.of("--slow-worker", "--failures", "3");

  /** Options of this command; the others are the workload's. */
  private static final List<String> OWN = List.of("--keep", "--store", "--http", "--help");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String words() {
    return "[array|agents|review|sweep] [options]";
  }

  @Override
  public String purpose() {
    return "a real workload of several processes to look at, live and afterwards";
  }

  @Override
  public CommandSpec spec() {
    StringBuilder help = new StringBuilder();
    help.append(
        """
        Starts a collector and a workload that sends to it, says where it can be looked at and what to ask,
        and ends with the workload; the records stay. Without a name it is the array with a slow worker and
        some failures: sonde demo array --slow-worker --failures 3.

        """);
    for (Workload workload : Workloads.ALL) {
      help.append("  %-9s %s%n".formatted(workload.name(), workload.purpose()));
    }
    help.append("\nOptions of one workload: sonde demo NAME --help.");
    CommandSpec spec = Cli.command(this, help.toString());
    common(spec);
    for (Workload workload : Workloads.ALL) {
      spec.addSubcommand(workload.name(), spec(workload));
    }
    return spec;
  }

  private static CommandSpec spec(Workload workload) {
    CommandSpec spec = CommandSpec.create().name("sonde demo " + workload.name());
    String purpose = workload.purpose();
    spec.usageMessage()
        .synopsisHeading("")
        .customSynopsis("sonde demo " + workload.name() + " [options]")
        .sortOptions(false)
        .description(
            Character.toUpperCase(purpose.charAt(0)) + purpose.substring(1) + ".",
            "",
            workload.help().replace("%", "%%"),
            "");
    workload.choices().forEach(choice -> spec.addOption(option(choice)));
    common(spec);
    Cli.help(spec);
    return spec;
  }

  private static void common(CommandSpec spec) {
    Given.COMMON.forEach(choice -> spec.addOption(option(choice)));
    spec.addOption(
        Cli.option(
            "keep", "", "when it has ended, go on answering until interrupted (Ctrl-C)", false));
    spec.addOption(
        Cli.option("store", "DIR", "where it is kept; default: a new folder of the data", false));
    spec.addOption(
        Cli.option("http", "PORT", "of the collector; default 8787, or a free one", false));
  }

  private static OptionSpec option(Workload.Choice choice) {
    String fallback =
        choice.values().isEmpty() || choice.fallback().isEmpty()
            ? ""
            : "; default " + choice.fallback();
    return Cli.option(choice.name(), choice.values(), choice.describe() + fallback, false);
  }

  @Override
  public ExitCode run(List<String> words, Surroundings surroundings) throws IOException {
    boolean named = !words.isEmpty() && !words.getFirst().startsWith("-");
    CommandSpec spec = named ? spec(named(words.getFirst())) : spec();
    ParseResult parsed = Cli.parse(spec, named ? words.subList(1, words.size()) : words);
    if (parsed.isUsageHelpRequested()) {
      surroundings.out().write(Cli.usage(spec));
      return ExitCode.ANSWERED;
    }
    return named
        ? run(named(words.getFirst()), List.of(), parsed, surroundings)
        : run(parsed, surroundings);
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    return run(named("array"), USUAL, parsed, surroundings);
  }

  private static ExitCode run(
      Workload workload, List<String> usual, ParseResult parsed, Surroundings surroundings)
      throws IOException {
    List<String> words = new ArrayList<>(usual);
    for (OptionSpec option : parsed.matchedOptions()) {
      if (!OWN.contains(option.longestName())) {
        words.add(option.longestName());
        if (option.arity().max() > 0) {
          words.add(String.valueOf(option.<Object>getValue()));
        }
      }
    }
    try {
      // What it does not understand is said before anything is started.
      var _ = Given.of(workload, words);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    String store = Cli.text(parsed, "--store");
    Path folder =
        store != null
            ? Path.of(store)
            : surroundings
                .settings()
                .store()
                .resolve("demo")
                .resolve(workload.name() + "-" + STAMP.format(Instant.now()));
    return new Demo(surroundings, workload, words, folder)
        .run(port(parsed), parsed.hasMatchedOption("--keep"));
  }

  private static int port(ParseResult parsed) {
    String port = Cli.text(parsed, "--http");
    if (port == null) {
      return Demo.USUAL_PORT;
    }
    try {
      int number = Integer.parseInt(port);
      if (number >= 0 && number <= 65_535) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Failure(ExitCode.USAGE, "--http takes a port from 0 to 65535, not " + port);
  }

  private static Workload named(String name) {
    return Workloads.ALL.stream()
        .filter(each -> each.name().equals(name))
        .findAny()
        .orElseThrow(() ->
            new UsageException(
                Suggestion.unknown(
                    "workload", name, Workloads.ALL.stream().map(Workload::name).toList())));
  }
}
