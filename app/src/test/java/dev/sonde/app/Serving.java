package dev.sonde.app;

import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Store;
import dev.sonde.ingest.Intake;
import dev.sonde.model.Batch;
import dev.sonde.model.WideEvent;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import dev.sonde.store.duckdb.LiveDuckDbStore;
import dev.sonde.store.duckdb.LiveSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server of files on a free port of loopback. */
final class Serving implements AutoCloseable {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final Store store;
  private final SondeServer server;
  private boolean closed;

  private Serving(Store store, SondeServer server) {
    this.store = store;
    this.server = server;
  }

  /**
   * @param folder for the cache
   */
  static Serving of(Path folder, String... files) {
    return of(folder, ServerOptions.DEFAULTS, files);
  }

  static Serving of(Path folder, ServerOptions options, String... files) {
    AppSettings settings =
        AppSettings.from(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()), "");
    Surroundings surroundings =
        new Surroundings(
            settings,
            Writer.nullWriter(),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    Store store = surroundings.open(List.of(files), null);
    return new Serving(store, SondeServer.start(options.withPorts(0, -1, -1), store));
  }

  /** A live store with the records of a capture, offered as they are read. */
  static Serving live(Path folder, String capture) {
    LiveDuckDbStore store = LiveDuckDbStore.open(folder.resolve("live"), LiveSettings.DEFAULT);
    new Intake()
        .read(
            Path.of(capture),
            null,
            batch ->
                store
                    .offer(
                        new Arrival(
                            batch, null, 500L * batch.size(), Map.of(), Map.of(), List.of()))
                    .join(),
            _ -> {});
    return new Serving(
        store, SondeServer.start(ServerOptions.DEFAULTS.withPorts(0, -1, -1), store));
  }

  /** A live store with nothing in it yet. */
  static Serving live(Path folder) {
    LiveDuckDbStore store = LiveDuckDbStore.open(folder.resolve("live"), LiveSettings.DEFAULT);
    return new Serving(
        store, SondeServer.start(ServerOptions.DEFAULTS.withPorts(0, -1, -1), store));
  }

  /** Sends the lines of an OTLP JSON file over HTTP, as their producers would. */
  void send(List<String> lines) {
    for (String line : lines) {
      String path =
          line.contains("\"resourceSpans\"")
              ? "/v1/traces"
              : line.contains("\"resourceLogs\"") ? "/v1/logs" : "/v1/metrics";
      try {
        HttpURLConnection post =
            (HttpURLConnection) URI.create(address() + path).toURL().openConnection();
        post.setDoOutput(true);
        post.setRequestProperty("Content-Type", "application/json");
        post.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        if (post.getResponseCode() != 200) {
          throw new AssertionError(path + " answered " + post.getResponseCode());
        }
        post.getInputStream().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Offers records to a live store and waits for their commit. */
  void offer(WideEvent... records) {
    Batch batch = new Batch(List.of(records));
    ((LiveStore) store)
        .offer(new Arrival(batch, null, 500L * batch.size(), Map.of(), Map.of(), List.of()))
        .join();
  }

  /** Waits until answers show so many records. */
  void awaitRecords(long records) {
    LiveStore live = (LiveStore) store;
    long end = System.nanoTime() + LONG.toNanos();
    for (long seen = live.version(); live.coverage().records() < records; ) {
      if (System.nanoTime() > end) {
        throw new AssertionError(live.coverage() + " rather than " + records + " records");
      }
      try {
        seen = live.await(seen, LONG);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  String address() {
    return server.addresses().http();
  }

  /** Also a second time. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      server.close();
      store.close();
    }
  }
}
