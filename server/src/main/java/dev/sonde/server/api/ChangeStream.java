package dev.sonde.server.api;

import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.view.Question;
import dev.sonde.engine.view.View;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/stream}: server-sent events, one whenever there is something new, at most four a
 * second. A reader that is slow gets fewer: what it has not taken yet is not made again.
 */
final class ChangeStream {

  /** Each holds a thread and a connection. */
  static final int MOST = 64;

  private static final Duration BETWEEN = Duration.ofMillis(250);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** How soon it is noticed that the server closes. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Served served;
  private final ViewAnswers views;
  private final HealthAnswer health;
  private final Workers workers;
  private final BooleanSupplier closing;
  private final Semaphore places = new Semaphore(MOST);

  ChangeStream(
      Served served,
      ViewAnswers views,
      HealthAnswer health,
      Workers workers,
      BooleanSupplier closing) {
    this.served = served;
    this.views = views;
    this.health = health;
    this.workers = workers;
    this.closing = closing;
  }

  /** What is sent on each change. */
  private interface Body {
    String text();
  }

  void answer(Request request, Reply reply) throws IOException {
    Asked asked = new Asked(request);
    String name = asked.last("view");
    Body body = name == null ? health::text : body(Api.view(name), asked);
    if (!places.tryAcquire()) {
      throw new RefusedException(
          503, MOST + " streams are being read already", "close one, or ask again later");
    }
    try {
      // The first answer before the head: what is wrong with the question is said as an error.
      long version = version();
      String first = workers.run(body::text);
      try (OutputStream out =
          reply.begin(200, "text/event-stream; charset=utf-8", Map.of("X-Accel-Buffering", "no"))) {
        event(out, name == null ? "health" : "answer", version, first);
        follow(out, name, body, version);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private <P extends Record, R extends Record> Body body(View<P, R> view, Asked asked) {
    Question<P, R> question = asked.question(view, Set.of("view"));
    if (asked.lastOr("as", "json").equals("explain")) {
      throw new UsageException("as=explain: a stream has answers; ask /api/views for the SQL");
    }
    return () -> views.write(question, asked).text();
  }

  private long version() {
    LiveStore live = served.live();
    return live == null ? 0 : live.version();
  }

  private void follow(OutputStream out, @Nullable String view, Body body, long first)
      throws IOException, InterruptedException {
    long seen = first;
    long said = System.nanoTime();
    while (!closing.getAsBoolean()) {
      Thread.sleep(BETWEEN);
      long now = await(seen);
      boolean silent = System.nanoTime() - said >= HEARTBEAT.toNanos();
      if (closing.getAsBoolean() || (now == seen && !silent)) {
        continue;
      }
      said = System.nanoTime();
      if (now == seen && view != null) {
        // Found out by writing whether anybody still reads.
        out.write(": nothing new\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        continue;
      }
      seen = now;
      String text;
      try {
        text = workers.run(body::text);
      } catch (UsageException e) {
        // E.g. the run that was asked about was cleared.
        event(
            out,
            "error",
            now,
            JsonRenderer.text(new Api.Told(String.valueOf(e.getMessage()), null)));
        return;
      }
      event(out, view == null ? "health" : "answer", now, text);
    }
  }

  private long await(long seen) throws InterruptedException {
    LiveStore live = served.live();
    if (live != null) {
      return live.await(seen, LOOK);
    }
    Thread.sleep(LOOK);
    return seen;
  }

  /** Each line of the text is a line of data; the reader joins them again. */
  private static void event(OutputStream out, String event, long version, String text)
      throws IOException {
    StringBuilder lines = new StringBuilder(text.length() + 64);
    lines.append("event: ").append(event).append("\nid: ").append(version).append('\n');
    // CSV ends lines with CR LF, which a reader of events would take for one end of line.
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    for (String line : body.split("\n", -1)) {
      lines.append("data: ").append(line.replace("\r", "")).append('\n');
    }
    out.write(lines.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
