package dev.sonde.app;

import dev.sonde.app.doctor.Facts;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.server.PortHolder;
import dev.sonde.store.duckdb.DuckDbStore;
import dev.sonde.store.duckdb.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an installation: the server, else the folders that one would use. A store that no server keeps
 * is opened as any question opens it: what a killed server committed is taken in, once.
 */
final class DoctorLook {

  private static final int CONNECT_MILLIS = 300;

  private static final List<Facts.Port> PORTS =
      List.of(
          new Facts.Port(8787, "dashboard and API", "--http", false, null, false),
          new Facts.Port(4317, "OTLP over gRPC", "--otlp-grpc", false, null, false),
          new Facts.Port(4318, "OTLP over HTTP", "--otlp-http", false, null, false));

  private final Surroundings surroundings;
  private final @Nullable String token;

  DoctorLook(Surroundings surroundings, @Nullable String token) {
    this.surroundings = surroundings;
    this.token = token;
  }

  /**
   * @param source a server's address or a store's folder; null leaves it to the settings
   */
  Facts look(@Nullable String source) throws IOException {
    boolean named = source != null && !Sources.isUrl(source);
    Path store = named ? Path.of(source) : surroundings.settings().store();
    Facts.Asked asked = asked(source, store, named);
    // Another store's server has nothing to say about this folder.
    Facts.Answerer answerer =
        asked.chosen() == Facts.Chosen.FOLDER
            ? new Facts.Nobody("no server.json")
            : answerer(asked.address());
    return new Facts(
        nanos(Instant.now()),
        asked,
        answerer,
        asked.chosen() != Facts.Chosen.FOLDER && isHere(asked.address())
            ? ports(asked.address(), answerer)
            : List.of(),
        folder(store, !(answerer instanceof Facts.Server)),
        cache(),
        versions(answerer));
  }

  private Facts.Asked asked(@Nullable String source, Path store, boolean named) {
    ServerFile running = ServerFile.ofStore(store);
    if (source != null && !named) {
      return new Facts.Asked(source, Facts.Chosen.ARGUMENT);
    }
    String url = surroundings.settings().url();
    if (url != null && !named) {
      return new Facts.Asked(url, Facts.Chosen.VARIABLE);
    }
    if (named && running == null) {
      return new Facts.Asked(store.toString(), Facts.Chosen.FOLDER);
    }
    return running == null
        ? new Facts.Asked(Surroundings.DEFAULT_URL, Facts.Chosen.USUAL)
        : new Facts.Asked(running.http(), Facts.Chosen.SERVER_FILE);
  }

  private Facts.Answerer answerer(String address) {
    try {
      return new DoctorAsks(surroundings.remote(address, token)).ask();
    } catch (NoAnswer e) {
      return switch (e.who()) {
        case NOBODY -> new Facts.Nobody(e.detail());
        case STRANGER -> new Facts.Stranger(e.detail());
      };
    } catch (Failure e) {
      if (e.exit().equals(ExitCode.USAGE)) {
        throw e;
      }
      return new Facts.Closed(DoctorAsks.firstLine(e));
    }
  }

  private static boolean isHere(String address) {
    String host = String.valueOf(URI.create(address).getHost());
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /** Ours is what the process holds that holds the port which was asked. */
  private static List<Facts.Port> ports(String address, Facts.Answerer answerer) {
    int asked = URI.create(address).getPort();
    String server = answerer instanceof Facts.Server && asked > 0 ? PortHolder.of(asked) : null;
    List<Facts.Port> ports = new ArrayList<>();
    for (Facts.Port port : PORTS) {
      boolean taken = isTaken(port.number());
      String holder = taken ? PortHolder.of(port.number()) : null;
      ports.add(
          new Facts.Port(
              port.number(),
              port.purpose(),
              port.option(),
              taken,
              holder,
              holder != null && holder.equals(server)));
    }
    return ports;
  }

  private static boolean isTaken(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Facts.Folder folder(Path store, boolean opens) {
    boolean there = Files.isDirectory(store) && DuckDbStore.exists(store);
    ServerFile left = ServerFile.left(store);
    Long records = null;
    String trouble = null;
    if (there && opens) {
      try (Store opened = DuckDbStore.open(store, Settings.DEFAULT)) {
        records = opened.coverage().records();
      } catch (StoreException e) {
        trouble = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      }
    }
    return new Facts.Folder(
        store.toString(),
        there,
        size(store),
        free(store),
        records,
        trouble,
        left == null
            ? null
            : new Facts.Left(left.pid(), ProcessHandle.of(left.pid()).isPresent(), left.http()));
  }

  /** Of the disk on which the folder is, or would be. */
  private static @Nullable Long free(Path folder) {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        try {
          return Files.getFileStore(at).getUsableSpace();
        } catch (IOException e) {
          return null;
        }
      }
    }
    return null;
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(DoctorLook::length).sum();
    } catch (IOException | UncheckedIOException e) {
      // It is not there, or is being removed.
      return 0;
    }
  }

  private static long length(Path file) {
    return Files.isRegularFile(file) ? file.toFile().length() : 0;
  }

  private Facts.Cache cache() {
    Path cache = surroundings.settings().cache();
    Path files = cache.resolve("files");
    long entries = 0;
    try (Stream<Path> list = Files.list(files)) {
      entries = list.filter(Files::isDirectory).count();
    } catch (IOException e) {
      // There is none yet.
    }
    return new Facts.Cache(
        cache.toString(), entries, size(files), surroundings.settings().cacheBytes());
  }

  private static Map<String, String> versions(Facts.Answerer answerer) throws IOException {
    Map<String, String> versions = new HashMap<>(here());
    if (answerer instanceof Facts.Server server) {
      server.health().versions().forEach((name, value) -> versions.put("server_" + name, value));
    }
    return versions;
  }

  private static Map<String, String> here() throws IOException {
    return Map.of(
        "sonde",
        Main.version(),
        "java",
        Runtime.version() + " (" + System.getProperty("java.vendor", "unknown") + ")",
        "os",
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "store_layout",
        String.valueOf(DuckDbStore.VERSION));
  }

  private static long nanos(Instant moment) {
    return moment.getEpochSecond() * 1_000_000_000L + moment.getNano();
  }
}
