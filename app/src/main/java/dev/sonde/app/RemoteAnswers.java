package dev.sonde.app;

import dev.sonde.engine.view.Shape;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is common to all that is asked of a server: how an answer is to look here, and its way out. */
final class RemoteAnswers {

  private static final int BUFFER = 1 << 14;

  private RemoteAnswers() {}

  /** What this terminal or pipe is, in the server's words. */
  static List<Map.Entry<String, String>> presentation(
      Surroundings surroundings, Remote remote, Presentation how) {
    if (how.format() != null) {
      throw new Failure(
          ExitCode.USAGE,
          "--format is for files; " + remote.given() + " has read its sources already");
    }
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    parameters.add(Map.entry("source", remote.given()));
    parameters.add(Map.entry("as", how.shape().name().toLowerCase(Locale.ROOT)));
    AppSettings settings = surroundings.settings();
    if (how.shape() == Shape.TEXT) {
      boolean terminal = settings.terminalColumns() > 0;
      int width = how.width() > 0 ? how.width() : settings.terminalColumns();
      if (width > 0) {
        parameters.add(Map.entry("width", Integer.toString(width)));
      }
      if (terminal) {
        parameters.add(Map.entry("terminal", "true"));
        if (settings.color() && !how.noColor()) {
          parameters.add(Map.entry("color", "true"));
        }
      }
      if (!how.utc()) {
        parameters.add(Map.entry("zone", settings.zone().getId()));
      }
    }
    return parameters;
  }

  /** The question itself. */
  static List<Map.Entry<String, String>> question(
      Map<String, List<String>> options, @Nullable String argument) {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    options.forEach((name, values) ->
        values.forEach(value -> parameters.add(Map.entry(name, value.isEmpty() ? "true" : value))));
    if (argument != null) {
      parameters.add(Map.entry("arg", argument));
    }
    return parameters;
  }

  /** Copies an answer as it comes. Failures of reading are told apart from those of writing. */
  static void copy(Remote remote, Remote.Answer answer, Writer out) throws IOException {
    Reader in = new InputStreamReader(answer.body(), StandardCharsets.UTF_8);
    char[] buffer = new char[BUFFER];
    while (true) {
      int read;
      try {
        read = in.read(buffer);
      } catch (IOException e) {
        throw remote.brokenOff(e);
      }
      if (read < 0) {
        return;
      }
      out.write(buffer, 0, read);
    }
  }

  /** As {@link #copy(Remote, Remote.Answer, Writer)}, byte for byte. */
  static void copy(Remote remote, Remote.Answer answer, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (true) {
      int read;
      try {
        read = answer.body().read(buffer);
      } catch (IOException e) {
        throw remote.brokenOff(e);
      }
      if (read < 0) {
        return;
      }
      out.write(buffer, 0, read);
    }
  }
}
