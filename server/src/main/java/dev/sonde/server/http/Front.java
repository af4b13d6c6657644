package dev.sonde.server.http;

import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Where every request comes in: through the gate, to its endpoint, and out with an answer or a refusal. */
public final class Front extends Handler.Abstract {

  private final Gate gate;
  private final Routes routes;

  public Front(Gate gate, Routes routes) {
    this.gate = gate;
    this.routes = routes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response);
    try {
      secure(exchange);
      answer(exchange);
      callback.succeeded();
    } catch (Refusal e) {
      refuse(exchange, e, callback);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      fail(exchange, e, callback);
    }
    return true;
  }

  private void answer(Exchange exchange) throws Exception {
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    Routes.Found found = routes.find(method, exchange.path());
    gate.check(exchange, found.free());
    Endpoint endpoint = found.endpoint();
    if (endpoint != null) {
      endpoint.answer(exchange);
    } else if (found.methods().isEmpty()) {
      throw new Refusal(
          404, "there is nothing at this path; GET /api/views lists what can be asked");
    } else {
      exchange.set("allow", String.join(", ", found.methods()));
      List<String> known = found.methods();
      throw new Refusal(405, "this path takes " + String.join(", ", known) + " only");
    }
  }

  /** Of every answer, by which a client knows that it is Sonde that speaks. */
  private static final String MARK = "sonde-api";

  /** For the browser that shows a page of ours: nothing from elsewhere, nowhere in a frame. */
  private static void secure(Exchange exchange) {
    exchange.set(MARK, "1");
    exchange.set("x-content-type-options", "nosniff");
    exchange.set("x-frame-options", "DENY");
    exchange.set(
        "content-security-policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    exchange.set("referrer-policy", "no-referrer");
    exchange.set("cross-origin-resource-policy", "same-origin");
    exchange.set("cache-control", "no-store");
  }

  private static void refuse(Exchange exchange, Refusal refusal, Callback callback) {
    try {
      if (exchange.isCommitted()) {
        callback.failed(refusal);
        return;
      }
      exchange.drain();
      Answers.refuse(exchange, refusal);
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e);
    }
  }

  /** A client that went away is told nothing, any other that we failed, but not how. */
  private static void fail(Exchange exchange, Throwable fault, Callback callback) {
    if (fault instanceof IOException || exchange.isCommitted()) {
      callback.failed(fault);
      return;
    }
    refuse(exchange, new Refusal(500, "the server failed at this; its log has more"), callback);
  }
}
