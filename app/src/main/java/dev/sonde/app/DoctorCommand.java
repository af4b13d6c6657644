package dev.sonde.app;

import dev.sonde.app.doctor.Facts;
import dev.sonde.app.doctor.Finding;
import dev.sonde.app.doctor.Findings;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.engine.report.Answer;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Why does nothing arrive, why is it slow, what is this installation. */
final class DoctorCommand implements Command {

  private static final int MOST_SENDERS = 8;

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String words() {
    return "[SOURCE] [--json]";
  }

  @Override
  public String purpose() {
    return "why nothing arrives, why it is slow, what this installation is";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Cli.command(
            this,
            """
            SOURCE is the address of a server or the folder of a store; without one, $SONDE_URL, the server
            that runs here, else the usual address. Without a server it looks at the store's folder, the
            ports and the cache. Each finding has a word (problem, warn, note, ok), a sentence with its
            figure, and what to do. Exit 0 also with problems; 4 where an address was given and no server
            of Sonde's answers there.\
            """);
    spec.addOption(Cli.option("json", "", "findings, versions and senders as JSON", false));
    spec.addOption(Cli.option("no-color", "", "no colours", false));
    spec.addOption(
        Cli.option(
            "width", "COLUMNS", "as wide as this; default: the terminal, 120 in a pipe", false));
    Cli.token(spec);
    Cli.words(spec, "SOURCE", "a server's address or a store's folder", List.of());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    List<String> words = Cli.words(parsed);
    if (words.size() > 1) {
      throw new Failure(ExitCode.USAGE, "sonde doctor takes one source, not " + words.size());
    }
    String source = words.isEmpty() ? null : words.getFirst();
    if (source != null && !Sources.isUrl(source) && !Files.isDirectory(Path.of(source))) {
      throw new Failure(
          ExitCode.USAGE,
          source
              + ": neither a server's address nor the folder of a store"
              + "\nof a capture, ask: sonde observe check "
              + source);
    }
    Facts facts = new DoctorLook(surroundings, Cli.text(parsed, "--token")).look(source);
    List<Finding> findings = Findings.of(facts);
    surroundings
        .out()
        .write(
            parsed.hasMatchedOption("--json")
                ? json(facts, findings) + "\n"
                : text(facts, findings, parsed, surroundings));
    boolean answered = facts.answerer() instanceof Facts.Server;
    return answered || !facts.asked().given() ? ExitCode.ANSWERED : ExitCode.UNREACHABLE;
  }

  private static List<Facts.Sender> senders(Facts facts) {
    return facts.answerer() instanceof Facts.Server server
        ? server.holdings().senders()
        : List.of();
  }

  private static String json(Facts facts, List<Finding> findings) {
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("severity", finding.severity().word());
      one.put("what", finding.what());
      one.put("figure", finding.figure());
      one.put("do", finding.advice());
      found.add(one);
    }
    List<Map<String, @Nullable Object>> senders = new ArrayList<>();
    for (Facts.Sender sender : senders(facts)) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("service", sender.service());
      one.put("records", sender.records());
      one.put("last_ns", sender.lastNanos());
      one.put("sdks", sender.sdks());
      senders.add(one);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("address", facts.asked().address());
    all.put("findings", found);
    all.put("versions", facts.versions());
    all.put("senders", senders);
    return JsonRenderer.text(all);
  }

  private record Nothing() {}

  private static String text(
      Facts facts, List<Finding> findings, ParseResult parsed, Surroundings surroundings) {
    List<Block> blocks = new ArrayList<>();
    for (Finding finding : findings) {
      blocks.add(new Block.Note(tone(finding), label(finding.severity().word()) + finding.what()));
      if (finding.advice() != null) {
        blocks.add(Block.note(label("do") + finding.advice()));
      }
    }
    if (!senders(facts).isEmpty()) {
      blocks.add(table(facts));
    }
    List<Block.Fact> versions = new ArrayList<>();
    facts.versions().forEach((name, value) -> versions.add(fact(name, value)));
    blocks.add(new Block.Facts(versions));
    Answer answer =
        new Answer(
            "doctor",
            new Answer.Source(facts.asked().address(), "", true),
            new Answer.Asked(null, 0, List.of()),
            new Answer.Covered(null, null, 0, 0, 0, 0, 0, 0, 0, List.of(), Map.of(), Map.of()),
            new Nothing(),
            null,
            null,
            new Report("Doctor", blocks, List.of()),
            List.of());
    return new TextRenderer(surroundings.style(Cli.presentation(parsed))).render(answer);
  }

  private static Block.Fact fact(String name, String value) {
    return new Block.Fact(name.replace('_', ' '), new Cell.Text(value));
  }

  private static Block.Tone tone(Finding finding) {
    return switch (finding.severity()) {
      case PROBLEM -> Block.Tone.FAILED;
      case WARN -> Block.Tone.DOUBTFUL;
      case NOTE, OK -> Block.Tone.PLAIN;
    };
  }

  private static String label(String word) {
    return word + " ".repeat(9 - word.length());
  }

  private static Block table(Facts facts) {
    List<Facts.Sender> senders = senders(facts);
    List<List<Cell>> rows = new ArrayList<>();
    for (Facts.Sender sender : senders.subList(0, Math.min(MOST_SENDERS, senders.size()))) {
      rows.add(
          List.of(
              Cell.id(sender.service()),
              new Cell.Count(sender.records()),
              new Cell.Seconds((facts.nowNanos() - sender.lastNanos()) / 1e9),
              Cell.text(String.join(", ", sender.sdks()))));
    }
    return new Block.Table(
        "Who sent",
        List.of(
            Column.of("service"),
            Column.of("records"),
            Column.of("latest, ago"),
            Column.extra("by")),
        rows,
        senders.size() > MOST_SENDERS ? (long) senders.size() : null,
        "--json");
  }
}
