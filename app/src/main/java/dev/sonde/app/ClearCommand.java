package dev.sonde.app;

import dev.sonde.engine.question.Moment;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Removal;
import dev.sonde.engine.store.Removed;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.store.duckdb.DuckDbStore;
import dev.sonde.store.duckdb.LiveDuckDbStore;
import dev.sonde.store.duckdb.LiveSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Removes records from a store for good, whether a server runs on it or not. */
final class ClearCommand implements Command {

  @Override
  public String name() {
    return "clear";
  }

  @Override
  public String words() {
    return "[SOURCE] --all | --run R | --trace T | --older-than D";
  }

  @Override
  public String purpose() {
    return "remove records from a store for good";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Cli.command(
            this,
            """
            SOURCE is the address of a server or the folder of a store; without one, the server that runs
            here, else the store in the user's data folder. Asks first, unless --yes is given.\
            """);
    spec.addOption(Cli.option("all", "", "everything", false));
    spec.addOption(Cli.option("run", "R", "one run, with all that belongs to it", false));
    spec.addOption(Cli.option("trace", "T", "one trace, 32 hexadecimal digits", false));
    spec.addOption(Cli.option("older-than", "D", "what ended so long ago, e.g. 7d", false));
    spec.addOption(Cli.option("yes", "", "do not ask", false));
    spec.addOption(Cli.option("json", "", "what went as JSON", false));
    spec.addOption(Cli.option("token", "T", "what the server demands", false));
    Cli.words(spec, "SOURCE", "a server's address or a store's folder", List.of());
    return spec;
  }

  /** What is to go, in three forms. */
  private record Wanted(Removal removal, String json, String words) {}

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    Wanted wanted = wanted(parsed);
    List<String> words = Cli.words(parsed);
    if (words.size() > 1) {
      throw new Failure(ExitCode.USAGE, "sonde clear takes one source, not " + words.size());
    }
    String source = words.isEmpty() ? usual(surroundings) : words.getFirst();
    if (!parsed.hasMatchedOption("--yes") && !isMeant(wanted, source, surroundings)) {
      throw new Failure(ExitCode.USAGE, "nothing was removed");
    }
    Removed removed =
        Sources.isUrl(source)
            ? remote(surroundings.remote(source, Cli.text(parsed, "--token")), wanted)
            : local(Path.of(source), wanted);
    surroundings
        .out()
        .write(
            parsed.hasMatchedOption("--json")
                ? "{\"records\":%d,\"runs\":%d,\"bytes\":%d}%n"
                    .formatted(removed.records(), removed.runs(), removed.bytes())
                : String.format(
                    Locale.ROOT,
                    "removed %,d records of %,d runs; %,d bytes less on the disk%n",
                    removed.records(),
                    removed.runs(),
                    removed.bytes()));
    return ExitCode.ANSWERED;
  }

  private static Wanted wanted(ParseResult parsed) {
    String run = Cli.text(parsed, "--run");
    String trace = Cli.text(parsed, "--trace");
    String age = Cli.text(parsed, "--older-than");
    boolean all = parsed.hasMatchedOption("--all");
    int said =
        (run == null ? 0 : 1) + (trace == null ? 0 : 1) + (age == null ? 0 : 1) + (all ? 1 : 0);
    if (said != 1) {
      throw new Failure(
          ExitCode.USAGE, "sonde clear needs one of --all, --run R, --trace T, --older-than D");
    }
    if (run != null) {
      return new Wanted(new Removal.Run(run), json("run", run), "run " + run);
    }
    if (trace != null) {
      if (!trace.matches("[0-9a-fA-F]{32}")) {
        throw new UsageException("--trace " + trace + ": not 32 hexadecimal digits");
      }
      return new Wanted(new Removal.Trace(trace), json("trace", trace), "trace " + trace);
    }
    if (age != null) {
      long nanos = Moment.nanos("older-than", age);
      return new Wanted(
          new Removal.Older(System.currentTimeMillis() * 1_000_000 - nanos),
          String.format(Locale.ROOT, "{\"older_than_s\":%s}", nanos / 1e9),
          "everything older than " + age);
    }
    return new Wanted(new Removal.All(), "{\"all\":true}", "everything");
  }

  private static String json(String key, String value) {
    return AttributesJson.write(Attributes.builder().put(key, value).build());
  }

  /** The server that runs on the usual store, else that store. */
  private static String usual(Surroundings surroundings) {
    String url = surroundings.settings().url();
    if (url != null) {
      return url;
    }
    Path store = ServeSettings.defaultStore(surroundings.environment());
    ServerFile running = ServerFile.ofStore(store);
    return running == null ? store.toString() : running.http();
  }

  private static boolean isMeant(Wanted wanted, String source, Surroundings surroundings)
      throws IOException {
    if (!surroundings.settings().errorTerminal()) {
      throw new Failure(
          ExitCode.USAGE, "nobody can be asked here whether that is meant; --yes says so");
    }
    surroundings.err().print("remove " + wanted.words() + " from " + source + " for good? [y/N] ");
    surroundings.err().flush();
    String answer =
        new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8))
            .readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  private static Removed remote(Remote remote, Wanted wanted) throws IOException {
    try (Remote.Answer answer =
        remote.post("/api/clear", List.of(), wanted.json(), Remote.PATIENCE)) {
      Attributes fields =
          AttributesJson.read(
              new String(answer.body().readAllBytes(), StandardCharsets.UTF_8).strip());
      return new Removed(
          number(fields.integer("records")),
          number(fields.integer("runs")),
          number(fields.integer("bytes")));
    }
  }

  private static long number(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static Removed local(Path folder, Wanted wanted) {
    if (!DuckDbStore.exists(folder)) {
      throw new Failure(
          ExitCode.UNREADABLE,
          "no store in " + folder + "; name its folder, or a server's address");
    }
    ServerFile running = ServerFile.ofStore(folder);
    if (running != null) {
      throw new Failure(
          ExitCode.USAGE,
          "a server keeps " + folder + "; ask it: sonde clear " + running.http() + " ...");
    }
    try (LiveStore store = LiveDuckDbStore.open(folder, LiveSettings.DEFAULT)) {
      return store.clear(wanted.removal());
    }
  }
}
