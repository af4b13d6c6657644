package dev.sonde.app;

import dev.sonde.engine.question.CommonOption;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.compare.CompareView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Sets sources against each other, or runs of one source. */
final class CompareCommand implements Command {

  /** Those of one run, which each side has its own of. */
  private static final Set<String> NOT_OF_SIDES = Set.of("run");

  private final CompareView view = new CompareView();

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String words() {
    return "[SOURCE] --before S... --after S... [options]";
  }

  @Override
  public String purpose() {
    return "is it worse? a verdict between sources, or between runs of one";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Cli.command(
            this,
            """
            Each S is a source: a file, a folder of parts, the address of a server; each run in it is a
            repeat. Behind a SOURCE, each S is the id of a run in it. Four repeats a side tell apart what a
            single pair cannot: sonde observe compare --help says by which rules. --fail-on regression ends
            with 1 where it got worse or cannot be told, for use in CI.\
            """);
    side(spec, "before", "what to compare with");
    side(spec, "after", "what to judge");
    for (Parameters.Parameter<?> each : view.parameters().list()) {
      if (spec.findOption("--" + each.name()) == null) {
        spec.addOption(Cli.option(each.name(), each.values(), each.describe(), false));
      }
    }
    for (CommonOption common : CommonOption.ALL) {
      if (!NOT_OF_SIDES.contains(common.name())) {
        spec.addOption(
            Cli.option(common.name(), common.values(), common.describe(), common.repeatable()));
      }
    }
    Cli.surface(spec);
    Cli.words(spec, "SOURCE", "where the runs lie, when S are ids of runs", List.of());
    return spec;
  }

  private static void side(CommandSpec spec, String name, String describe) {
    spec.addOption(
        OptionSpec.builder("--" + name)
            .paramLabel("S")
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(describe + ": sources or runs, several are repeats")
            .build());
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    List<String> before = parsed.matchedOptionValue("--before", List.<String>of());
    List<String> after = parsed.matchedOptionValue("--after", List.<String>of());
    Map<String, List<String>> options = new LinkedHashMap<>(Cli.questions(parsed));
    Presentation how = Cli.presentation(parsed);
    List<String> words = Cli.words(parsed);
    if (!words.isEmpty() || areRuns(before, after)) {
      // What a server is asked has each option once.
      options.replaceAll((name, values) ->
          name.equals("before") || name.equals("after")
              ? List.of(String.join(",", values))
              : values);
      return new ViewCommand(surroundings).run(view, words, options, how);
    }
    if (before.isEmpty() || after.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "sonde compare needs both sides: sonde compare --before FILE... --after FILE..., or"
              + " sonde compare SOURCE --before RUN... --after RUN...");
    }
    options.remove("before");
    options.remove("after");
    return new SidesCommand(surroundings, how)
        .run(view, options, new ArrayList<>(before), new ArrayList<>(after));
  }

  /** Without a source, what is no file and does not look like one is a run of the usual source. */
  private static boolean areRuns(List<String> before, List<String> after) {
    List<String> all = new ArrayList<>(before);
    all.addAll(after);
    return !all.isEmpty()
        && all.stream()
            .noneMatch(word -> Sources.isSource(word) || word.contains("/") || word.contains("."));
  }
}
