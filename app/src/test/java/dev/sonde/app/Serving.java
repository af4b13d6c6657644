package dev.sonde.app;

import dev.sonde.engine.store.Store;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server of files on a free port of loopback. */
final class Serving implements AutoCloseable {

  private final Store store;
  private final SondeServer server;

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

  String address() {
    return server.addresses().http();
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }
}
