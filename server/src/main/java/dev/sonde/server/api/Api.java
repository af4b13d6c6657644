package dev.sonde.server.api;

import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import dev.sonde.server.http.Endpoint;
import dev.sonde.server.http.Routes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked: the paths of the API, each answered by a class of its own. Safe for several threads.
 */
public final class Api implements AutoCloseable {

  static final String JSON = "application/json; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";

  private static final String VIEWS = "/api/views";
  private static final String SQL = "/api/sql";
  private static final String STREAM = "/api/stream";
  private static final String CAPTURE = "/api/capture";
  private static final String CLEAR = "/api/clear";
  private static final List<String> PATHS =
      List.of("/", "/health", "/metrics", "/openapi.json", VIEWS, STREAM, "/api/export", CAPTURE);

  private final Workers workers = new Workers();

  private final ViewAnswers views;
  private final SqlAnswer sql;
  private final ExportAnswer export;
  private final CaptureAnswer capture;
  private final ClearAnswer clear;
  private final ChangeStream stream;
  private final HealthAnswer health;
  private final MetricsAnswer metrics;
  private final StartPage page;
  private volatile boolean closing;

  /**
   * @param store a LiveStore where records flow in, else one that only answers; stays the caller's
   * @param more what else {@code /metrics} tells, e.g. of requests
   */
  public Api(Store store, Supplier<List<Metric>> more) {
    Served served = Served.of(store);
    this.views = new ViewAnswers(served);
    this.sql = new SqlAnswer(served);
    this.export = new ExportAnswer(served);
    this.capture = new CaptureAnswer(served);
    this.clear = new ClearAnswer(served, Clock.systemUTC());
    this.health = new HealthAnswer(served);
    this.stream = new ChangeStream(served, views, health, workers, () -> closing);
    this.metrics = new MetricsAnswer(served, more);
    this.page = new StartPage(health);
  }

  public Api(Store store) {
    this(store, List::of);
  }

  /** Adds its paths. */
  public void addTo(Routes routes) {
    Endpoint all = exchange -> Wire.connect(exchange, this);
    for (String path : PATHS) {
      routes.on("GET", path, all);
    }
    routes.under("GET", VIEWS + "/", all);
    routes.on("POST", SQL, all);
    routes.on("POST", CLEAR, all);
  }

  /** Answers, also with an error. Returns when the answer is out; a stream takes as long as it is read. */
  public void handle(Request request, Reply reply) throws IOException {
    Begun begun = new Begun(reply);
    try {
      if (closing) {
        throw new RefusedException(503, "the server is closing", "ask again once it is back");
      }
      if (request.path().equals(STREAM)) {
        stream.answer(request, begun);
      } else {
        workers.run(() -> {
          route(request, begun);
          return true;
        });
      }
    } catch (RefusedException e) {
      refuse(begun, e.status(), text(e), e.hint(), Map.of());
    } catch (UsageException e) {
      String[] lines = text(e).split("\n", 2);
      refuse(begun, 400, lines[0], lines.length > 1 ? lines[1] : null, Map.of());
    } catch (OverloadedException e) {
      long seconds = Math.max(1, e.retryAfter().toSeconds());
      refuse(begun, 503, text(e), null, Map.of("Retry-After", Long.toString(seconds)));
    } catch (StoreException e) {
      refuse(begun, closing ? 503 : 500, text(e), null, Map.of());
    } catch (UncheckedIOException | IOException e) {
      // Who asked has gone, or reads no longer.
      begun.breakOff(e);
    } catch (RuntimeException e) {
      refuse(begun, 500, "this is a defect of Sonde: " + e, null, Map.of("Sonde-Defect", "true"));
    }
  }

  private static String text(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void route(Request request, Reply reply) throws IOException {
    String path = request.path();
    switch (path) {
      case "/" -> page.answer(request, reply);
      case "/health" -> health.answer(reply);
      case "/metrics" -> metrics.answer(reply);
      case "/openapi.json" -> send(reply, 200, JSON, OpenApi.text());
      case "/api/export" -> export.answer(request, reply);
      case CAPTURE -> capture.answer(request, reply);
      case CLEAR -> clear.answer(request, reply);
      case VIEWS -> send(reply, 200, JSON, Declarations.text());
      case SQL -> sql.answer(request, reply);
      default -> views.answer(view(path.substring(VIEWS.length() + 1)), request, reply);
    }
  }

  /** A view by its name. */
  static View<?, ?> view(String name) {
    try {
      return Views.named(name);
    } catch (UsageException e) {
      throw new RefusedException(404, text(e), "GET /api/views lists all of them");
    }
  }

  /** Sends a whole text. */
  static void send(Reply reply, int status, String contentType, String text) throws IOException {
    send(reply, status, contentType, text, Map.of());
  }

  static void send(
      Reply reply, int status, String contentType, String text, Map<String, String> headers)
      throws IOException {
    try (OutputStream out = reply.begin(status, contentType, headers)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** An error as it is told. */
  record Told(String error, @Nullable String hint) {}

  private static void refuse(
      Begun reply, int status, String error, @Nullable String hint, Map<String, String> headers)
      throws IOException {
    if (reply.begun) {
      reply.breakOff(new IOException(error));
      return;
    }
    send(reply, status, JSON, JsonRenderer.text(new Told(error, hint)) + "\n", headers);
  }

  /** No more answers; streams end at their next look. */
  @Override
  public void close() {
    closing = true;
    workers.close();
  }

  /** Remembers whether an answer has begun. */
  private static final class Begun implements Reply {
    private final Reply reply;
    private boolean begun;

    Begun(Reply reply) {
      this.reply = reply;
    }

    @Override
    public OutputStream begin(int status, String contentType, Map<String, String> headers)
        throws IOException {
      begun = true;
      return reply.begin(status, contentType, headers);
    }

    @Override
    public boolean gone() {
      return reply.gone();
    }

    @Override
    public void breakOff(Throwable why) {
      reply.breakOff(why);
    }
  }
}
