package dev.sonde.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server-sent events of a server, one after another. */
final class Changes implements AutoCloseable {

  /** The server says every few seconds that it is still there. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Remote remote;
  private final Remote.Answer answer;
  private final BufferedReader in;
  private volatile boolean ended;

  /** An event; its data's lines are joined with line ends. */
  record Change(String event, String data) {}

  Changes(Remote remote, List<Map.Entry<String, String>> parameters) {
    this.remote = remote;
    this.answer = remote.get("/api/stream", parameters, SILENCE);
    this.in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** The next event; null once this was closed. */
  @Nullable Change next() {
    String event = "message";
    StringBuilder data = null;
    try {
      while (!ended) {
        String line = in.readLine();
        if (line == null) {
          if (ended) {
            return null;
          }
          throw new IOException("the server closed it");
        }
        if (line.isEmpty() && data != null) {
          return new Change(event, data.toString());
        } else if (line.startsWith("event: ")) {
          event = line.substring("event: ".length());
        } else if (line.startsWith("data:")) {
          String text = line.substring("data:".length());
          text = text.startsWith(" ") ? text.substring(1) : text;
          data = data == null ? new StringBuilder() : data.append('\n');
          data.append(text);
        }
      }
      return null;
    } catch (IOException e) {
      if (ended) {
        return null;
      }
      throw remote.brokenOff(e);
    }
  }

  /** From any thread; a reader that waits comes back. */
  @Override
  public void close() {
    ended = true;
    answer.close();
  }
}
