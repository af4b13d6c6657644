package dev.sonde.app;

import dev.sonde.engine.question.Moment;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to be, from four places: option, environment variable, file, default, the first that
 * says something. Declared once: options, variables and keys of the file are all made of the list.
 */
final class ServeSettings {

  /**
   * One setting.
   *
   * @param name of the option without dashes, and the key in a file; in the environment it is {@code
   *     SONDE_NAME}
   * @param values what stands behind it, empty for a flag
   */
  record Setting(String name, String values, String fallback, String describe, boolean repeatable) {

    String variable() {
      return "SONDE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    boolean isFlag() {
      return values.isEmpty();
    }
  }

  static final List<Setting> ALL =
      List.of(
          new Setting(
              "store", "DIR", "", "where data is kept; default: the user's data folder", false),
          new Setting(
              "http",
              "PORT",
              "8787",
              "dashboard and API, and OTLP as well; 0 picks a free one",
              false),
          new Setting("otlp-grpc", "PORT", "4317", "OTLP over gRPC; 0 picks a free one", false),
          new Setting("otlp-http", "PORT", "4318", "OTLP over HTTP; 0 picks a free one", false),
          new Setting(
              "bind",
              "ADDRESS",
              "127.0.0.1",
              "listen here; others than this machine need a token",
              false),
          new Setting("token", "T", "", "demand it of every request, also of OTLP", false),
          new Setting("token-file", "FILE", "", "read the token from here", false),
          new Setting("watch", "DIR", "", "follow growing JSON-lines files in it", true),
          new Setting("retain", "D", "30d", "keep records so long; 0 is for ever", false),
          new Setting("max-bytes", "SIZE", "20GB", "keep at most so much; 0 is no bound", false),
          new Setting("keep", "SHARE", "100%", "keep this share of traces, for high volume", false),
          new Setting("keep-errors", "", "", "with --keep: and all traces with an error", false),
          new Setting(
              "keep-slower", "D", "", "with --keep: and all with a span that took longer", false),
          new Setting(
              "ready-file", "FILE", "", "write the addresses here as JSON once all listen", false));

  private static final Pattern SIZE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)?");

  private final Map<String, List<String>> values;
  private final Map<String, String> environment;

  private ServeSettings(Map<String, List<String>> values, Map<String, String> environment) {
    this.values = values;
    this.environment = environment;
  }

  /**
   * @param given options, by name without dashes; a flag's value is empty
   * @param file null where there is none
   * @throws UsageException where the file has a key that is no setting
   */
  static ServeSettings of(
      Map<String, List<String>> given, Map<String, String> environment, @Nullable Path file) {
    Map<String, String> kept = file == null ? Map.of() : read(file);
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Setting setting : ALL) {
      List<String> said = given.get(setting.name());
      String variable = environment.getOrDefault(setting.variable(), "");
      String inFile = kept.getOrDefault(setting.name(), "");
      if (said != null) {
        values.put(setting.name(), setting.isFlag() ? List.of("true") : said);
      } else if (!variable.isBlank()) {
        values.put(setting.name(), split(setting, variable));
      } else if (!inFile.isBlank()) {
        values.put(setting.name(), split(setting, inFile));
      } else if (!setting.fallback().isEmpty()) {
        values.put(setting.name(), List.of(setting.fallback()));
      }
    }
    return new ServeSettings(values, environment);
  }

  private static List<String> split(Setting setting, String text) {
    return setting.repeatable()
        ? Arrays.stream(text.split(":")).filter(part -> !part.isBlank()).toList()
        : List.of(text.strip());
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--config " + file + ": cannot be read: " + e.getMessage());
    }
    List<String> known = ALL.stream().map(Setting::name).toList();
    Map<String, String> kept = new LinkedHashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw new UsageException(
            "--config " + file + ": " + Suggestion.unknown("setting", key, known));
      }
      kept.put(key, properties.getProperty(key));
    }
    return kept;
  }

  /** Null where nothing says anything. */
  @Nullable String text(String name) {
    List<String> texts = values.get(name);
    return texts == null || texts.isEmpty() ? null : texts.getLast();
  }

  List<String> texts(String name) {
    return values.getOrDefault(name, List.of());
  }

  boolean flag(String name) {
    String text = text(name);
    return text != null && !text.equals("false") && !text.equals("0") && !text.equals("no");
  }

  int port(String name) {
    String text = String.valueOf(text(name));
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("--" + name + " " + text + ": not a port; 0 to 65535");
  }

  /** Null where it is not set or 0, which is for ever. */
  @Nullable Duration duration(String name) {
    String text = text(name);
    long nanos = text == null ? 0 : Moment.nanos(name, text);
    return nanos == 0 ? null : Duration.ofNanos(nanos);
  }

  /** 0 where there is no bound. */
  long bytes(String name) {
    String text = text(name);
    return text == null ? 0 : bytes(name, text);
  }

  static long bytes(String name, String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      throw new UsageException(
          "--" + name + " " + text + ": not a size; write for example 500MB, 20GB or 8GiB");
    }
    double unit =
        switch (String.valueOf(size.group(2))) {
          case "kB", "KB" -> 1e3;
          case "MB" -> 1e6;
          case "GB" -> 1e9;
          case "TB" -> 1e12;
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case "GiB" -> 1L << 30;
          case "TiB" -> 1L << 40;
          default -> 1;
        };
    return Math.round(Double.parseDouble(size.group(1)) * unit);
  }

  /** 0 to 1, from {@code 10%} or {@code 0.1}. */
  double share(String name) {
    String text = String.valueOf(text(name));
    boolean percent = text.endsWith("%");
    try {
      double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      double share = percent ? number / 100 : number;
      if (share > 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException(
        "--" + name + " " + text + ": not a share; write for example 10% or 0.1");
  }

  /** The token that is demanded; null where none is. */
  @Nullable String token() {
    String file = text("token-file");
    if (file == null) {
      return text("token");
    }
    try {
      String token = Files.readString(Path.of(file)).strip();
      if (!token.isEmpty()) {
        return token;
      }
    } catch (IOException e) {
      throw new Failure(
          ExitCode.USAGE, "--token-file " + file + ": cannot be read: " + e.getMessage());
    }
    throw new Failure(ExitCode.USAGE, "--token-file " + file + ": there is nothing in it");
  }

  /** The folder that data is kept in. */
  Path store() {
    String named = text("store");
    return named == null ? defaultStore(environment) : Path.of(named);
  }

  /** {@code $XDG_DATA_HOME/sonde}, else the usual place under the home folder. */
  static Path defaultStore(Map<String, String> environment) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return (data.isBlank() ? Path.of(home, ".local", "share") : Path.of(data)).resolve("sonde");
  }

  List<Path> watched() {
    List<Path> folders = new ArrayList<>();
    for (String name : texts("watch")) {
      Path folder = Path.of(name);
      if (!Files.isDirectory(folder)) {
        throw new Failure(ExitCode.USAGE, "--watch " + name + ": there is no such folder");
      }
      folders.add(folder);
    }
    return folders;
  }
}
