package dev.sonde.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A server as a process of its own, on ports that were free. */
final class ServerProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LOOK_NANOS = 2_000_000;
  private static final long LIMIT_SECONDS = 120;

  private final Process process;
  private final Path said;
  private final double readyMillis;
  private final URI http;

  private ServerProcess(Process process, Path said, double readyMillis, URI http) {
    this.process = process;
    this.said = said;
    this.readyMillis = readyMillis;
    this.http = http;
  }

  /** Starts {@code ./sonde serve} on a folder, and waits until it says that it listens. */
  static ServerProcess sonde(Path store, String... options) throws IOException {
    Path ready = store.resolveSibling(store.getFileName() + ".ready");
    Files.deleteIfExists(ready);
    List<String> command =
        new ArrayList<>(
            List.of(
                Child.root().resolve("sonde").toString(), "serve", "--store", store.toString()));
    command.addAll(List.of("--http", "0", "--otlp-http", "0", "--otlp-grpc", "0"));
    command.addAll(List.of("--ready-file", ready.toString()));
    command.addAll(List.of(options));
    Path said = store.resolveSibling(store.getFileName() + ".said");
    long began = System.nanoTime();
    Process process = start(command, said);
    while (!Files.exists(ready)) {
      look(process, began, said);
    }
    double millis = (System.nanoTime() - began) / 1e6;
    URI http = URI.create(JSON.readTree(ready.toFile()).get("http").asText());
    return new ServerProcess(process, said, millis, http);
  }

  /** Starts Zipkin's executable jar with its in-memory storage, and waits until it answers. */
  static ServerProcess zipkin(Path java, Path jar, Path folder, int port) throws IOException {
    Path said = folder.resolve("zipkin.said");
    long began = System.nanoTime();
    Process process =
        start(
            List.of(
                java.toString(),
                "-Xmx1g",
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--zipkin.storage.mem.max-spans=5000000",
                "--logging.level.root=WARN"),
            said);
    URI http = URI.create("http://127.0.0.1:" + port);
    ServerProcess server = new ServerProcess(process, said, 0, http);
    while (server.get("/health") == null) {
      look(process, began, said);
    }
    return new ServerProcess(process, said, (System.nanoTime() - began) / 1e6, http);
  }

  private static Process start(List<String> command, Path said) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    // A scenario that is interrupted leaves no server behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  private static void look(Process process, long began, Path said) throws IOException {
    if (!process.isAlive() || System.nanoTime() - began > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the server did not begin:\n" + Files.readString(said));
    }
    LockSupport.parkNanos(LOOK_NANOS);
  }

  URI http() {
    return http;
  }

  /** From the start of the launcher until the server said that it listens. */
  double readyMillis() {
    return readyMillis;
  }

  double cpuMillis() throws IOException {
    return Machine.cpuMillisOf(process.pid());
  }

  long peakBytes() {
    return Machine.peakBytes(process.pid());
  }

  long residentBytes() {
    return Machine.residentBytes(process.pid());
  }

  /** What it answers; null where it does not answer with success. */
  @Nullable String get(String path) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) http.resolve(path).toURL().openConnection();
    try {
      return connection.getResponseCode() == 200
          ? new String(
              connection.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          : null;
    } catch (java.net.ConnectException e) {
      return null;
    }
  }

  JsonNode json(String path) throws IOException {
    String body = get(path);
    if (body == null) {
      throw new IllegalStateException(path + " was not answered");
    }
    return JSON.readTree(body);
  }

  /** Ends it at once, as a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        System.err.println("a server had to be killed; it said:\n" + Files.readString(said));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
