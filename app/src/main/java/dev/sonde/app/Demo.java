package dev.sonde.app;

import dev.sonde.demo.Main;
import dev.sonde.demo.Workload;
import dev.sonde.demo.wire.Children;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.StoreException;
import dev.sonde.server.PortInUseException;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import dev.sonde.store.duckdb.LiveDuckDbStore;
import dev.sonde.store.duckdb.LiveSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A workload in a process of its own, and the collector that it sends to in this one. */
final class Demo {

  static final int USUAL_PORT = 8787;

  /** The port of the API takes telemetry as well. */
  private static final int NO_PORT = -1;

  private static final int HEAP = 128;

  /** What would send the workload's telemetry elsewhere, or take it for a part of something else. */
  private static final List<String> REMOVED =
      List.of(
          "SONDE_DESTINATIONS",
          "SONDE_SDK_DISABLED",
          "SONDE_VISIT",
          "OTEL_SDK_DISABLED",
          "OTEL_SERVICE_NAME",
          "OTEL_RESOURCE_ATTRIBUTES",
          "OTEL_EXPORTER_OTLP_HEADERS",
          "OTEL_EXPORTER_OTLP_PROTOCOL",
          "OTEL_TRACES_SAMPLER",
          "TRACEPARENT",
          "TRACESTATE",
          "BAGGAGE");

  private final Surroundings surroundings;
  private final Workload workload;
  private final List<String> words;
  private final Path folder;

  Demo(Surroundings surroundings, Workload workload, List<String> words, Path folder) {
    this.surroundings = surroundings;
    this.workload = workload;
    this.words = words;
    this.folder = folder;
  }

  /**
   * Runs it to its end.
   *
   * @param port of the collector; another where the usual one is taken
   * @param keep whether to go on answering afterwards
   */
  ExitCode run(int port, boolean keep) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new Failure(ExitCode.CANNOT_START, "cannot make the folder " + folder + ": " + e);
    }
    int exit;
    boolean interrupted;
    try (Ending ending = Ending.prepare()) {
      try (LiveStore store = LiveDuckDbStore.open(folder, LiveSettings.DEFAULT);
          SondeServer server = start(port, store)) {
        String address = String.valueOf(server.addresses().http());
        ServerFile file =
            new ServerFile(
                address,
                null,
                null,
                folder.toAbsolutePath().toString(),
                ProcessHandle.current().pid());
        file.write(folder.resolve(ServerFile.NAME));
        try {
          begin(address, keep);
          exit = workload(address, ending);
          interrupted = ending.isAsked();
          if (keep && !interrupted) {
            overview(address);
            say("It goes on answering until it is interrupted (Ctrl-C).\n");
            ending.await();
          }
        } finally {
          file.remove(folder);
        }
      } catch (StoreException e) {
        throw new Failure(ExitCode.CANNOT_START, String.valueOf(e.getMessage()));
      }
      if (!keep && !interrupted) {
        overview(folder.toString());
      }
    }
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return exit == 0 ? ExitCode.ANSWERED : ExitCode.CHECK_FAILED;
  }

  private static SondeServer start(int port, LiveStore store) {
    try {
      return SondeServer.start(ServerOptions.DEFAULTS.withPorts(port, NO_PORT, NO_PORT), store);
    } catch (PortInUseException e) {
      if (port != USUAL_PORT) {
        throw new Failure(ExitCode.CANNOT_START, String.valueOf(e.getMessage()));
      }
      return SondeServer.start(ServerOptions.DEFAULTS.withPorts(0, NO_PORT, NO_PORT), store);
    }
  }

  private void begin(String address, boolean keep) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("demo %s: %s%n".formatted(workload.name(), workload.purpose()));
    text.append("dashboard  %s%ndata in    %s%n".formatted(address, folder));
    text.append(
        "%nAsk, in another terminal%s:%n".formatted(keep ? "" : ", for as long as it runs"));
    for (String question : workload.questions()) {
      int end = question.indexOf(' ') < 0 ? question.length() : question.indexOf(' ');
      text.append(
          "  sonde observe %s %s%s%n"
              .formatted(question.substring(0, end), address, question.substring(end)));
    }
    say(text.append('\n').toString());
  }

  /** Runs the workload and hands on what it says. */
  private int workload(String address, Ending ending) throws IOException {
    List<String> all = new ArrayList<>(List.of(workload.name()));
    all.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(Children.command(Main.class, HEAP, all));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(REMOVED);
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", address);
    environment.put("SONDE_OPEN_SPANS", "true");
    Process process = builder.start();
    Thread.ofVirtual()
        .start(() -> {
          ending.await();
          process.destroy();
        });
    Thread errors =
        Thread.ofVirtual()
            .start(() -> {
              try (BufferedReader lines = lines(process.getErrorStream())) {
                lines.lines().forEach(surroundings.err()::println);
              } catch (IOException e) {
                // It has ended.
              }
            });
    try (BufferedReader lines = lines(process.getInputStream())) {
      boolean counted = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        say(line + "\n");
        counted = true;
      }
      int exit = process.waitFor();
      errors.join();
      if (!counted && !ending.isAsked()) {
        throw new Failure(
            ExitCode.CANNOT_START,
            "the workload came to no result (exit code %d)\nwhat it told is in %s"
                .formatted(exit, folder));
      }
      return exit;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      process.destroy();
    }
  }

  private static BufferedReader lines(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private void overview(String source) throws IOException {
    say("\n");
    new ObserveCommand().run(List.of("overview", source), surroundings);
    say("\nAll of it is in " + folder + ", to be asked as above, until you remove it.\n");
  }

  private void say(String text) throws IOException {
    Writer out = surroundings.out();
    out.write(text);
    out.flush();
  }
}
