package dev.sonde.app;

import dev.sonde.app.run.Keeping;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import dev.sonde.store.duckdb.LiveDuckDbStore;
import dev.sonde.store.duckdb.LiveSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the server that telemetry can be sent to. */
final class KeepingChoice {

  private static final int NO_PORT = -1;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final AppSettings settings;

  KeepingChoice(AppSettings settings) {
    this.settings = settings;
  }

  /**
   * The server that is named, else that of the store, else the one that is set or usual; where none
   * answers, one in this process; and where that cannot be, a file.
   *
   * @param notes takes what is to be said of the choice
   */
  Keeping find(@Nullable String url, @Nullable String store, List<String> notes) {
    Path folder = store == null ? settings.store() : Path.of(store);
    if (url != null) {
      if (answers(url)) {
        return collector(url, url);
      }
      notes.add("No server answers at " + url + ", so the run is kept here.");
    } else {
      Keeping found = usual(folder, store != null);
      if (found != null) {
        return found;
      }
    }
    Keeping here = here(folder, notes);
    return here != null ? here : new Keeping.Files(folder.resolve("runs"));
  }

  private @Nullable Keeping usual(Path folder, boolean named) {
    ServerFile server = ServerFile.ofStore(folder);
    if (server != null && answers(server.http())) {
      return collector(
          server.http(), server.otlpHttp() == null ? server.http() : server.otlpHttp());
    }
    if (named) {
      return null;
    }
    String usual = settings.url() == null ? Surroundings.DEFAULT_URL : settings.url();
    return answers(usual) ? collector(usual, usual) : null;
  }

  /**
   * A collector for the time of the run. It is not announced: whoever began to send to it would be left
   * when the run ends.
   */
  private static @Nullable Keeping here(Path folder, List<String> notes) {
    LiveDuckDbStore store = null;
    try {
      Files.createDirectories(folder);
      LiveDuckDbStore opened = LiveDuckDbStore.open(folder, LiveSettings.DEFAULT);
      store = opened;
      SondeServer server =
          SondeServer.start(ServerOptions.DEFAULTS.withPorts(0, NO_PORT, NO_PORT), opened);
      return new Keeping.Here(
          opened,
          folder,
          String.valueOf(server.addresses().http()),
          opened.ledger().totals().stored(),
          () -> {
            server.close();
            opened.close();
          });
    } catch (IOException | RuntimeException e) {
      notes.add(
          "No collector could be started, so what the program itself sends was not received: "
              + e.getMessage());
      if (store != null) {
        store.close();
      }
      return null;
    }
  }

  private Keeping collector(String url, String otlp) {
    return new Keeping.Collector(url, otlp, settings.token());
  }

  /** Answered before a client is loaded: usually nobody does. */
  private static boolean listens(String url) {
    try (Socket socket = new Socket()) {
      URI address = URI.create(url);
      int port = address.getPort() > 0 ? address.getPort() : 80;
      socket.connect(new InetSocketAddress(address.getHost(), port), (int) PATIENCE.toMillis());
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether it is one of Sonde's: others use the same port. */
  private boolean answers(String url) {
    if (!listens(url)) {
      return false;
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url).resolve("/health")).timeout(PATIENCE);
      String token = settings.token();
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      HttpResponse<String> health =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return health.body().contains("\"status\"") && health.body().contains("\"records\"");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
