package dev.sonde.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** The command line in this process, with a cache of its own and nothing of the machine's settings. */
final class Sonde {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AppSettings settings;
  private String input = "";
  private Writer also;

  /** What a command printed and how it ended. */
  record Ran(int exit, String out, String err) {

    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (IOException e) {
        throw new AssertionError("no JSON, exit " + exit + ": " + out + err, e);
      }
    }
  }

  Sonde(Path folder) {
    this(folder, Map.of());
  }

  /** On a terminal of so many columns, without colours. */
  static Sonde onTerminal(Path folder, int columns) {
    return new Sonde(folder, Map.of("COLUMNS", Integer.toString(columns), "NO_COLOR", "1"), "out");
  }

  Sonde(Path folder, Map<String, String> environment) {
    this(folder, environment, "");
  }

  private Sonde(Path folder, Map<String, String> environment, String terminal) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    all.putIfAbsent("XDG_DATA_HOME", folder.resolve("data").toString());
    AppSettings read = AppSettings.from(all, terminal);
    this.settings =
        new AppSettings(
            read.cache(),
            read.cacheBytes(),
            read.store(),
            read.token(),
            read.url(),
            read.terminalColumns(),
            read.terminalRows(),
            read.errorTerminal(),
            read.color(),
            java.time.ZoneOffset.UTC,
            all);
  }

  /** With this text on standard input. */
  Sonde saying(String text) {
    input = text;
    return this;
  }

  /** With its output into this rather than into what {@link #run} returns. */
  Sonde writing(Writer out) {
    also = out;
    return this;
  }

  Ran run(Object... words) {
    Writer out = also == null ? new StringWriter() : also;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    int exit =
        Main.run(
            new Surroundings(
                settings,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            args);
    return new Ran(exit, out.toString(), err.toString(StandardCharsets.UTF_8));
  }

  /** The answer of a view as JSON; anything but success is a failure of the test. */
  JsonNode observe(Object... words) {
    Object[] args =
        Stream.of(Stream.of("observe"), Arrays.stream(words), Stream.of("--json"))
            .flatMap(s -> s)
            .toArray();
    Ran ran = run(args);
    if (ran.exit() != 0) {
      throw new AssertionError(
          "exit " + ran.exit() + " of " + Arrays.asList(args) + ": " + ran.err());
    }
    return ran.json();
  }

  /** A capture of a simulated run, copied into a folder. */
  static Path capture(String run, String file, Path folder) {
    try {
      Path place = java.nio.file.Files.createDirectories(folder.resolve(run));
      return dev.sonde.testkit.Corpus.copy("simulated/" + run + "/" + file, place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is true of a simulated run, for one of its files: {@code frisky} or {@code otlp}. */
  static JsonNode truth(String run, String format) {
    try {
      return JSON.readTree(dev.sonde.testkit.Corpus.bytes("simulated/" + run + "/truth.json"))
          .get(format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
