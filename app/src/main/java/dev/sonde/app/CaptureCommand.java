package dev.sonde.app;

import dev.sonde.engine.question.CommonOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Takes everything that a live system knows away in one file. */
final class CaptureCommand implements Command {

  private static final Set<String> OF_LISTS = Set.of("limit", "offset", "sort");

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public String words() {
    return "URL -o FILE [options]";
  }

  @Override
  public String purpose() {
    return "everything of a live system in one file, to go on offline with the same answers";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Cli.command(
            this,
            """
            Spans, events, logs, samples, and with them the states of tasks, as lines of Sonde's own stream;
            gzipped where FILE ends in .gz. Where the connection breaks, the same command goes on where it
            was: until it is whole, FILE is called FILE.part.\
            """);
    spec.addOption(
        OptionSpec.builder("-o", "--output")
            .paramLabel("FILE")
            .type(String.class)
            .description("where to")
            .build());
    spec.addOption(Cli.option("force", "", "replace FILE where it exists", false));
    for (CommonOption common : CommonOption.ALL) {
      if (!OF_LISTS.contains(common.name())) {
        spec.addOption(
            Cli.option(common.name(), common.values(), common.describe(), common.repeatable()));
      }
    }
    spec.addOption(Cli.option("token", "T", "what the server demands", false));
    Cli.words(spec, "URL", "the address of a server; default: the one that runs here", List.of());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    String output = Cli.text(parsed, "--output");
    if (output == null) {
      throw new Failure(
          ExitCode.USAGE, "sonde capture needs a file: sonde capture URL -o capture.jsonl.gz");
    }
    List<String> sources = surroundings.sourcesOr(Cli.words(parsed));
    if (sources.size() != 1 || !Sources.isUrl(sources.getFirst())) {
      throw new Failure(
          ExitCode.USAGE,
          String.join(" ", sources)
              + ": no live system; sonde export FILE --to jsonl writes what files hold");
    }
    Path file = Path.of(output);
    if (Files.exists(file) && !parsed.hasMatchedOption("--force")) {
      throw new Failure(ExitCode.USAGE, file + " is there already; --force replaces it");
    }
    Map<String, List<String>> questions = new java.util.LinkedHashMap<>(Cli.questions(parsed));
    Set.of("output", "force", "token").forEach(questions::remove);
    List<Map.Entry<String, String>> scope = new ArrayList<>();
    questions.forEach((name, values) -> values.forEach(value -> scope.add(Map.entry(name, value))));
    Remote remote = surroundings.remote(sources.getFirst(), Cli.text(parsed, "--token"));
    RemoteCapture.Taken taken = new RemoteCapture(remote, scope, file).take(surroundings.err());
    surroundings
        .err()
        .println(
            "%,d records, %,d bytes, in %s%nsonde observe overview %s"
                .formatted(
                    taken.records(),
                    Files.size(file),
                    file,
                    dev.sonde.engine.render.Words.quote(output)));
    return ExitCode.ANSWERED;
  }
}
