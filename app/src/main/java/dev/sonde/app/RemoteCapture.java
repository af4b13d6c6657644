package dev.sonde.app;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.JsonFormatException;
import dev.sonde.model.Value;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a server holds piece by piece. Beside the unfinished file stands how far it is whole, so that
 * the next attempt goes on there.
 */
final class RemoteCapture {

  private static final String END = "{\"sonde_piece\":";

  private final Remote remote;
  private final List<Map.Entry<String, String>> scope;
  private final Path file;
  private final Path part;
  private final Path state;

  RemoteCapture(Remote remote, List<Map.Entry<String, String>> scope, Path file) {
    this.remote = remote;
    this.scope = List.copyOf(scope);
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.state = file.resolveSibling(file.getFileName() + ".part.json");
  }

  record Taken(long records) {}

  /**
   * How far it is.
   *
   * @param question what was asked for, so that two questions are not mixed in one file
   * @param next position behind which the next piece begins, -1 at the beginning
   * @param until the last position that belongs to it, -1 before it is known
   * @param bytes of the unfinished file that are whole
   * @param startNanos of the window that was asked for, as it was resolved at first
   */
  private record State(
      String question,
      long next,
      long until,
      long written,
      long bytes,
      long startNanos,
      long durationNanos) {

    boolean isDone() {
      return until >= 0 && next >= until;
    }

    String json() {
      return AttributesJson.write(
          Attributes.builder()
              .put("question", question)
              .put("next", next)
              .put("until", until)
              .put("written", written)
              .put("bytes", bytes)
              .put("start_ns", startNanos)
              .put("duration_ns", durationNanos)
              .build());
    }
  }

  Taken take(PrintStream err) throws IOException {
    State at = begin(err);
    do {
      at = piece(at);
      Files.writeString(state, at.json());
    } while (!at.isDone());
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(state);
    return new Taken(at.written());
  }

  private String question() {
    StringBuilder question = new StringBuilder(remote.given());
    scope.forEach(e -> question.append(' ').append(e.getKey()).append('=').append(e.getValue()));
    return question.toString();
  }

  private State begin(PrintStream err) throws IOException {
    State fresh = new State(question(), -1, -1, 0, 0, 0, 0);
    if (!Files.exists(part) || !Files.exists(state)) {
      Files.deleteIfExists(part);
      return fresh;
    }
    State known = read();
    if (known == null || !known.question().equals(fresh.question())) {
      throw new Failure(
          ExitCode.USAGE,
          part
              + " was begun for another question"
              + (known == null ? "" : " (" + known.question() + ")")
              + "; remove it and "
              + state.getFileName()
              + ", or choose another file");
    }
    try (RandomAccessFile begun = new RandomAccessFile(part.toFile(), "rw")) {
      begun.setLength(known.bytes());
    }
    err.println("sonde: goes on behind " + known.written() + " records of " + part);
    return known;
  }

  private @Nullable State read() throws IOException {
    try {
      Attributes fields = AttributesJson.read(Files.readString(state));
      String question = fields.text("question");
      return question == null
          ? null
          : new State(
              question,
              number(fields, "next"),
              number(fields, "until"),
              number(fields, "written"),
              number(fields, "bytes"),
              number(fields, "start_ns"),
              number(fields, "duration_ns"));
    } catch (JsonFormatException e) {
      return null;
    }
  }

  private static long number(Attributes fields, String key) {
    Long value = fields.integer(key);
    return value == null ? 0 : value;
  }

  /** Appends one piece; a gzipped file is a row of whole gzip streams, which every reader takes. */
  private State piece(State at) throws IOException {
    String last;
    try (Remote.Answer answer = remote.get("/api/capture", parameters(at), Remote.PATIENCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        OutputStream raw = new FileOutputStream(part.toFile(), true);
        OutputStream bytes =
            String.valueOf(file.getFileName()).endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
        Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      last = next(lines);
      while (!last.startsWith(END)) {
        out.write(last);
        out.write('\n');
        last = next(lines);
      }
    }
    return advanced(at, last);
  }

  private String next(BufferedReader lines) {
    try {
      String line = lines.readLine();
      if (line != null) {
        return line;
      }
    } catch (IOException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
    throw broken("it ended early");
  }

  private Failure broken(String why) {
    return new Failure(
        ExitCode.UNREACHABLE,
        "the capture of "
            + remote.given()
            + " broke off ("
            + why
            + ")\nthe same command goes on there");
  }

  private State advanced(State at, String line) throws IOException {
    if (!(AttributesJson.read(line).get("sonde_piece") instanceof Value.Map piece)) {
      throw broken("its last line cannot be read: " + line);
    }
    Attributes fields = piece.entries();
    return new State(
        at.question(),
        number(fields, "next"),
        number(fields, "until"),
        number(fields, "written"),
        Files.size(part),
        at.next() < 0 ? number(fields, "start_ns") : at.startNanos(),
        at.next() < 0 ? number(fields, "duration_ns") : at.durationNanos());
  }

  /** A window that counts from the end would move on while pieces come: it is the first one's for all. */
  private List<Map.Entry<String, String>> parameters(State at) {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    boolean windowed = scope.stream().anyMatch(option -> option.getKey().equals("last"));
    for (Map.Entry<String, String> option : scope) {
      if (at.until() < 0 || !option.getKey().equals("last")) {
        parameters.add(option);
      }
    }
    if (at.until() >= 0) {
      parameters.add(Map.entry("until", Long.toString(at.until())));
      if (windowed) {
        parameters.add(Map.entry("start", Long.toString(at.startNanos())));
        parameters.add(Map.entry("duration", at.durationNanos() + "ns"));
      }
    }
    parameters.add(Map.entry("after", Long.toString(at.next())));
    parameters.add(Map.entry("written", Long.toString(at.written())));
    return parameters;
  }
}
