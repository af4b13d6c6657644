package dev.sonde.app;

import dev.sonde.model.AttributesJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log records of a server: those that it has, then those that were stored since. Each stream ends
 * with a cursor from which the next goes on, so none is lost and none comes twice.
 */
final class LiveLogs implements AutoCloseable {

  private static final String TRAILER = "{\"sonde_end\"";

  private final Remote remote;
  private final Map<String, List<String>> options;
  private volatile boolean closed;
  private volatile @Nullable Changes changes;
  private long cursor = -1;

  LiveLogs(Remote remote, Map<String, List<String>> options) {
    this.remote = remote;
    this.options = options;
  }

  /** What it has. */
  void first(Consumer<String> each) {
    read(options, each);
  }

  /** What comes from then on, in lists that are not empty, until this is closed. */
  void follow(Consumer<List<LogLine>> sink) {
    Map<String, List<String>> next = new LinkedHashMap<>(options);
    next.remove("limit");
    try (Changes stream = new Changes(remote, List.of())) {
      changes = stream;
      while (!closed && stream.next() != null) {
        next.put("after", List.of(Long.toString(cursor)));
        List<LogLine> lines = new ArrayList<>();
        read(
            next,
            text -> {
              LogLine line = LogLine.of(remote.given(), text);
              if (line != null) {
                lines.add(line);
              }
            });
        if (!lines.isEmpty()) {
          sink.accept(lines);
        }
      }
    }
  }

  private void read(Map<String, List<String>> asked, Consumer<String> each) {
    List<Map.Entry<String, String>> parameters = RemoteAnswers.question(asked, null);
    parameters.add(Map.entry("as", "json"));
    parameters.add(Map.entry("source", remote.given()));
    try (Remote.Answer answer = remote.get("/api/views/logs", parameters, Remote.PATIENCE)) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
      String line = next(in);
      while (line != null) {
        if (line.startsWith(TRAILER)) {
          Long reached = AttributesJson.read(line).integer("cursor");
          cursor = reached == null ? cursor : reached;
        }
        each.accept(line);
        line = next(in);
      }
    }
  }

  private @Nullable String next(BufferedReader in) {
    try {
      return in.readLine();
    } catch (IOException e) {
      throw remote.brokenOff(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    Changes open = changes;
    if (open != null) {
      open.close();
    }
  }
}
