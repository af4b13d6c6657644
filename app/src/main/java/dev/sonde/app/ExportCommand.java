package dev.sonde.app;

import dev.sonde.engine.export.Exporter;
import dev.sonde.engine.export.Format;
import dev.sonde.engine.export.Table;
import dev.sonde.engine.question.CommonOption;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.render.Style;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.engine.render.Words;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Writes what a source holds in a format of others. */
final class ExportCommand implements Command {

  /** Options of lists; an export has no pages. */
  private static final Set<String> OF_LISTS = Set.of("limit", "offset", "sort");

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String words() {
    return "SOURCE... --to FORMAT -o FILE [options]";
  }

  @Override
  public String purpose() {
    return "write records for other programs: " + String.join(", ", Format.words());
  }

  @Override
  public CommandSpec spec() {
    StringBuilder help = new StringBuilder();
    for (Format format : Format.values()) {
      help.append("%-9s%s%n".formatted(format.word(), format.purpose()));
    }
    help.append(
        "All records are written, unless options narrow them. A FILE that ends in .gz is gzipped.");
    CommandSpec spec = Cli.command(this, help.toString());
    spec.addOption(
        Cli.option("to", String.join("|", Format.words()), "the format to write", false));
    spec.addOption(
        OptionSpec.builder("-o", "--output")
            .paramLabel("FILE")
            .type(String.class)
            .description("where to; - is standard output")
            .build());
    spec.addOption(
        Cli.option(
            "what",
            String.join("|", Table.words()),
            "the relation to write, for csv and parquet; default spans",
            false));
    spec.addOption(Cli.option("force", "", "replace FILE where it exists", false));
    for (CommonOption common : CommonOption.ALL) {
      if (!OF_LISTS.contains(common.name())) {
        String describe =
            common.name().equals("run") ? "only this run; default: all" : common.describe();
        spec.addOption(Cli.option(common.name(), common.values(), describe, common.repeatable()));
      }
    }
    spec.addOption(
        Cli.option("format", "NAME", "how to read the source; default: by its content", false));
    Cli.token(spec);
    Cli.words(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    Format format = Format.named(needed(parsed, "--to", "a format: " + formats()));
    String file = needed(parsed, "--output", "a file: -o FILE, or -o - for standard output");
    if (parsed.hasMatchedOption("--what") && !format.isTable()) {
      throw new Failure(
          ExitCode.USAGE,
          "--what is for csv and parquet; " + format.word() + " has records of all kinds");
    }
    Table table = Table.named(parsed.matchedOptionValue("--what", "spans"));
    Scope scope = scope(parsed);
    List<String> sources = surroundings.sourcesOr(Cli.words(parsed));
    ExportFile.check(file, format, parsed.hasMatchedOption("--force"));
    String reading =
        parsed.hasMatchedOption("--format") ? parsed.matchedOptionValue("--format", "") : null;
    String address = Sources.address(sources);
    if (address != null) {
      Joins.refuse(address, scope);
      remote(address, file, format, table, parsed, surroundings);
      return ExitCode.ANSWERED;
    }
    try (Store store = Joins.with(surroundings.open(sources, reading), surroundings)) {
      Exporter exporter = new Exporter(store, scope);
      if (file.equals("-")) {
        exporter.text(format, table, surroundings.out());
      } else {
        report(ExportFile.write(file, format, table, exporter), file, format, table, surroundings);
      }
      return ExitCode.ANSWERED;
    }
  }

  private static void remote(
      String address,
      String file,
      Format format,
      Table table,
      ParseResult parsed,
      Surroundings surroundings)
      throws IOException {
    Map<String, List<String>> options = new LinkedHashMap<>(Cli.questions(parsed));
    options.keySet().removeAll(List.of("to", "output", "what", "force"));
    Remote remote = surroundings.remote(address, Cli.text(parsed, "--token"));
    try (RemoteExport export = new RemoteExport(remote, format, table, options)) {
      if (file.equals("-")) {
        export.text(surroundings.out());
      } else {
        report(ExportFile.write(file, format, export), file, format, table, surroundings);
      }
    }
  }

  private static void report(
      ExportFile.Written written,
      String file,
      Format format,
      Table table,
      Surroundings surroundings) {
    Style style = Style.piped(0, surroundings.settings().zone());
    Long records = written.records();
    String what =
        records == null
            ? ""
            : TextRenderer.inline(new Cell.Count(records), style)
                + (format.isTable()
                    ? " rows of " + table.word() + ", "
                    : records == 1 ? " record, " : " records, ");
    surroundings
        .err()
        .println(
            "%s%s, in %s%n%s"
                .formatted(
                    what,
                    TextRenderer.inline(new Cell.Bytes(written.bytes()), style),
                    file,
                    format.open(Words.quote(file))));
  }

  private static Scope scope(ParseResult parsed) {
    Scope scope = Scope.ALL;
    for (CommonOption common : CommonOption.ALL) {
      String option = "--" + common.name();
      if (parsed.hasMatchedOption(option)) {
        Object value = parsed.matchedOption(option).getValue();
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        for (Object each : values) {
          scope = scope.with(common.name(), String.valueOf(each));
        }
      }
    }
    return scope;
  }

  private static String needed(ParseResult parsed, String option, String what) {
    if (!parsed.hasMatchedOption(option)) {
      throw new Failure(
          ExitCode.USAGE,
          "sonde export needs " + what + "\nsonde export FILE --to chrome -o trace.json");
    }
    return parsed.matchedOptionValue(option, "");
  }

  private static String formats() {
    return "--to " + String.join(", ", Format.words());
  }
}
