package dev.sonde.app;

import dev.sonde.engine.question.CommonOption;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The view of logs as a stream: of several sources, and on and on. */
final class LogsCommand implements Command {

  /** Options of lists of other things than records in time order. */
  private static final Set<String> NOT_OF_LOGS = Set.of("prefix", "state", "at", "offset", "sort");

  /** How many go before what comes, as with {@code tail -f}. */
  private static final String BEFORE = "20";

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public String words() {
    return "[SOURCE...] [options]";
  }

  @Override
  public String purpose() {
    return "log records of all sources merged by time";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Cli.command(
            this,
            """
            One record a line: when, how severe, whose, what it says. Whose is the worker, else the service;
            where there are several sources, with the source behind it. Files and servers may be mixed.
            --follow goes on with what comes, behind the newest 20 (or --limit) of each source.
            --json writes the records, which can be read again as a source.\
            """);
    View<?, ?> view = Views.named("logs");
    for (Parameters.Parameter<?> each : view.parameters().list()) {
      spec.addOption(Cli.option(each.name(), each.values(), each.describe(), false));
    }
    for (CommonOption common : CommonOption.ALL) {
      if (!NOT_OF_LOGS.contains(common.name())) {
        String describe =
            common.name().equals("limit") ? "only the newest N of each" : common.describe();
        spec.addOption(Cli.option(common.name(), common.values(), describe, common.repeatable()));
      }
    }
    Cli.follow(spec);
    Cli.surface(spec);
    spec.remove(spec.findOption("--csv"));
    spec.remove(spec.findOption("--explain"));
    Cli.words(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    Presentation how = Cli.presentation(parsed);
    List<String> sources = surroundings.sourcesOr(Cli.words(parsed));
    Map<String, List<String>> options = new LinkedHashMap<>(Cli.questions(parsed));
    List<String> files = sources.stream().filter(source -> !Sources.isUrl(source)).toList();
    List<String> servers = sources.stream().filter(Sources::isUrl).toList();
    if (how.follow()) {
      if (servers.isEmpty()) {
        throw new Failure(
            ExitCode.USAGE,
            "--follow is for live systems, and there are only files: "
                + String.join(" ", files)
                + "\nsonde serve --watch DIR follows growing files");
      }
      options.putIfAbsent("limit", List.of(BEFORE));
    }
    LogPrinter printer = new LogPrinter(surroundings, how, sources.size() > 1);
    try (LogMerge merge = new LogMerge(surroundings, how, options)) {
      if (!files.isEmpty()) {
        merge.files(files);
      }
      servers.forEach(merge::server);
      merge.print(printer);
    }
    return ExitCode.ANSWERED;
  }
}
