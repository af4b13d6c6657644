package dev.sonde.sdk;

import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs that use the SDK and do not end as they should; each runs in a process of its own. */
public final class Child {

  private Child() {}

  /** Starts one, with its environment, and standard error left to the test's own. */
  static Process start(String program, Map<String, String> environment) throws IOException {
    return start(List.of(), program, environment);
  }

  /**
   * @param before the words in front of the command
   */
  static Process start(List<String> before, String program, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.sonde.sdk.Child", program));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static String firstLine(Process process) throws IOException {
    InputStream out = process.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int c = out.read(); c >= 0 && c != '\n'; c = out.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  @SuppressWarnings("SystemOut") // What the test waits for.
  public static void main(String[] words) throws Exception {
    Sonde sonde = Sonde.start();
    Tracer tracer = sonde.openTelemetry().getTracer("t");
    tracer.spanBuilder("done").startSpan().end();
    switch (words[0]) {
      case "ends" -> tracer.spanBuilder("last").startSpan().end();
      case "full" -> {
        for (int i = 0; i < 200; i++) {
          tracer.spanBuilder("span-" + i).startSpan().end();
          sonde.flush(Duration.ofSeconds(10));
        }
        System.out.println(sonde.losses().records());
      }
      case "stays" -> {
        tracer.spanBuilder("long").startSpan();
        // Until the open span was told, after some half second.
        Path pool = Path.of(System.getenv("POOL"));
        while (!written(pool).contains("\"long\"")) {
          sonde.flush(Duration.ofSeconds(10));
        }
        System.out.println("told");
        System.out.flush();
        System.in.read();
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  static String written(Path pool) throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = java.nio.file.Files.list(pool)) {
      for (Path file : files.sorted().toList()) {
        text.append(java.nio.file.Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }
}
