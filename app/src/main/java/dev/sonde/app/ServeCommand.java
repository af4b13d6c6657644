package dev.sonde.app;

import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.server.Addresses;
import dev.sonde.server.PortInUseException;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import dev.sonde.store.duckdb.LiveDuckDbStore;
import dev.sonde.store.duckdb.LiveSettings;
import dev.sonde.store.duckdb.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The collector, its store and its API, until it is told to end. */
final class ServeCommand implements Command {

  /** Longer than clocks on 64 bits of nanoseconds have run so far. */
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public String words() {
    return "[SOURCE...] [options]";
  }

  @Override
  public String purpose() {
    return "take telemetry in, keep it, and answer questions about it; with sources, show them";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Cli.command(
            this,
            """
            OTLP is taken over HTTP (protobuf and JSON) and gRPC, on the usual ports and on the dashboard's.
            What was acknowledged is on the disk. With sources, the server shows these files, read-only, and
            takes nothing in.

            Every option is also a variable (SONDE_HTTP, SONDE_OTLP_GRPC, ...) and a key of the file behind
            --config (http = 8787); an option wins over the variable, that over the file.\
            """);
    for (ServeSettings.Setting setting : ServeSettings.ALL) {
      String describe =
          setting.fallback().isEmpty() || setting.describe().contains("default")
              ? setting.describe()
              : setting.describe() + "; default " + setting.fallback();
      spec.addOption(Cli.option(setting.name(), setting.values(), describe, setting.repeatable()));
    }
    spec.addOption(Cli.option("config", "FILE", "read settings from here", false));
    spec.addOption(
        Cli.option("format", "NAME", "how to read the sources; default: by their content", false));
    Cli.words(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    ServeSettings settings = settings(parsed, surroundings);
    ServerOptions options = options(settings);
    List<String> sources = Cli.words(parsed);
    try (Ending ending = Ending.prepare()) {
      serve(ending, settings, options, sources, format(parsed), surroundings);
    }
    return ExitCode.ANSWERED;
  }

  private static void serve(
      Ending ending,
      ServeSettings settings,
      ServerOptions options,
      List<String> sources,
      @Nullable String format,
      Surroundings surroundings)
      throws IOException {
    if (!sources.isEmpty()) {
      try (Store store = surroundings.open(sources, format);
          SondeServer server = start(options, store)) {
        await(ending, server, settings, null, surroundings, String.join(" ", sources));
      }
      return;
    }
    Path folder = settings.store();
    requireFree(folder);
    try (LiveStore store = LiveDuckDbStore.open(folder, live(settings));
        SondeServer server = start(options, store);
        Watching _ = Watching.begin(settings.watched(), folder, store)) {
      await(ending, server, settings, folder, surroundings, kept(folder, settings));
    } catch (StoreException e) {
      throw new Failure(ExitCode.CANNOT_START, String.valueOf(e.getMessage()));
    }
  }

  private static LiveSettings live(ServeSettings settings) {
    Duration slower = settings.duration("keep-slower");
    Duration age = settings.duration("retain");
    long bytes = settings.bytes("max-bytes");
    return LiveSettings.DEFAULT
        .keep(age == null ? FOR_EVER : age, bytes == 0 ? Long.MAX_VALUE : bytes)
        .sample(
            Sampling.of(
                settings.share("keep"),
                settings.flag("keep-errors"),
                slower == null ? 0 : slower.toNanos()));
  }

  private static @Nullable String format(ParseResult parsed) {
    return parsed.hasMatchedOption("--format") ? parsed.matchedOptionValue("--format", "") : null;
  }

  private static ServeSettings settings(ParseResult parsed, Surroundings surroundings) {
    Map<String, List<String>> given = new LinkedHashMap<>(Cli.questions(parsed));
    String config = parsed.matchedOptionValue("--config", "");
    given.remove("config");
    return ServeSettings.of(
        given, surroundings.environment(), config.isEmpty() ? null : Path.of(config));
  }

  private static ServerOptions options(ServeSettings settings) {
    return ServerOptions.DEFAULTS
        .withBind(String.valueOf(settings.text("bind")))
        .withPorts(settings.port("http"), settings.port("otlp-http"), settings.port("otlp-grpc"))
        .withToken(settings.token());
  }

  private static SondeServer start(ServerOptions options, Store store) {
    try {
      return SondeServer.start(options, store);
    } catch (PortInUseException e) {
      throw new Failure(ExitCode.CANNOT_START, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /** One process writes a store; whoever else wants to ask it asks that. */
  private static void requireFree(Path folder) {
    ServerFile running = ServerFile.ofStore(folder);
    if (running != null && running.pid() != ProcessHandle.current().pid()) {
      throw new Failure(
          ExitCode.CANNOT_START,
          "a server (process "
              + running.pid()
              + ") already keeps "
              + folder
              + "\nask it: sonde observe overview "
              + running.http()
              + "\nor give this one a folder of its own with --store");
    }
  }

  private static String kept(Path folder, ServeSettings settings) {
    Duration age = settings.duration("retain");
    long bytes = settings.bytes("max-bytes");
    String most =
        bytes == 0 ? "" : String.format(Locale.ROOT, ", at most %s", settings.text("max-bytes"));
    return folder
        + " ("
        + (age == null ? "for ever" : "for " + settings.text("retain"))
        + most
        + ")";
  }

  /** Says where everything is, and waits for the signal to end. */
  private static void await(
      Ending ending,
      SondeServer server,
      ServeSettings settings,
      @Nullable Path folder,
      Surroundings surroundings,
      String data)
      throws IOException {
    Addresses addresses = server.addresses();
    ServerFile file =
        new ServerFile(
            String.valueOf(addresses.http()),
            addresses.otlpGrpc(),
            addresses.otlpHttp(),
            folder == null ? null : folder.toAbsolutePath().toString(),
            ProcessHandle.current().pid());
    if (folder != null) {
      file.write(folder.resolve(ServerFile.NAME));
    }
    String ready = settings.text("ready-file");
    if (ready != null) {
      file.write(Path.of(ready));
    }
    surroundings
        .out()
        .write(
            "dashboard  %s%nsend OTLP  %s%n%-10s %s%n"
                .formatted(
                    addresses.http(),
                    folder == null
                        ? "nowhere: these are files, shown read-only"
                        : addresses.otlpHttp() + " (HTTP), " + addresses.otlpGrpc() + " (gRPC)",
                    folder == null ? "files" : "data in",
                    data));
    surroundings.out().flush();
    ending.await();
    if (folder != null) {
      file.remove(folder);
    }
  }
}
