package dev.sonde.app;

import dev.sonde.engine.export.Format;
import dev.sonde.engine.export.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exports what a server holds. */
final class RemoteExport implements AutoCloseable {

  private final Remote remote;
  private final Remote.Answer answer;

  /**
   * @param options that narrow it, by name without dashes
   */
  RemoteExport(Remote remote, Format format, Table table, Map<String, List<String>> options) {
    this.remote = remote;
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    parameters.add(Map.entry("to", format.word()));
    parameters.add(Map.entry("what", table.word()));
    parameters.addAll(RemoteAnswers.question(options, null));
    this.answer = remote.get("/api/export", parameters, Remote.PATIENCE);
  }

  void text(Writer out) throws IOException {
    RemoteAnswers.copy(remote, answer, out);
  }

  void bytes(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      RemoteAnswers.copy(remote, answer, out);
    }
  }

  /** How many records there are, null where the server cannot know before they are written. */
  @Nullable Long records() {
    String records = answer.header("Sonde-Records");
    return records == null ? null : Long.valueOf(records);
  }

  @Override
  public void close() {
    answer.close();
  }
}
