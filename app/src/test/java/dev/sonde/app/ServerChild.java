package dev.sonde.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code sonde serve} as a process of its own, on free ports; ended by its id. */
final class ServerChild implements AutoCloseable {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Process process;
  private final Path said;
  private final JsonNode addresses;

  private ServerChild(Process process, Path said, JsonNode addresses) {
    this.process = process;
    this.said = said;
    this.addresses = addresses;
  }

  /** How a server that did not begin ended. */
  record Ended(int exit, String said) {}

  static ServerChild start(Path folder, String... options) throws IOException {
    Path ready = folder.resolve("ready-" + System.nanoTime() + ".json");
    List<String> all = new ArrayList<>(List.of("--ready-file", ready.toString()));
    all.addAll(List.of("--http", "0", "--otlp-http", "0", "--otlp-grpc", "0"));
    all.addAll(List.of(options));
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process = process(said, folder, all).start();
    long began = System.nanoTime();
    while (!Files.exists(ready)) {
      if (!process.isAlive() || System.nanoTime() - began > LIMIT_NANOS) {
        process.destroyForcibly();
        throw new AssertionError("the server did not begin: " + Files.readString(said));
      }
      // A file that appears has no event to wait for here.
      LockSupport.parkNanos(5_000_000);
    }
    return new ServerChild(process, said, new ObjectMapper().readTree(ready.toFile()));
  }

  /** Starts one that is expected to give up. */
  static Ended fails(Path folder, String... options) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process = process(said, folder, List.of(options)).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it did not give up: " + Files.readString(said));
    }
    return new Ended(process.exitValue(), Files.readString(said));
  }

  private static ProcessBuilder process(Path said, Path folder, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.sonde.app.Main", "serve"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    builder.environment().remove("XDG_DATA_HOME");
    builder.environment().remove("XDG_CACHE_HOME");
    return builder.redirectErrorStream(true).redirectOutput(said.toFile());
  }

  JsonNode addresses() {
    return addresses;
  }

  String http() {
    return addresses.get("http").asText();
  }

  String said() throws IOException {
    return Files.readString(said, StandardCharsets.UTF_8);
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to end, and waits for that. */
  int end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the server did not end when it was asked to");
    }
    return process.exitValue();
  }

  /** Ends it at once, as a crash would. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
