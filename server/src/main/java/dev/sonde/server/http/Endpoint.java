package dev.sonde.server.http;

/**
 * Answers one kind of request. Runs on a virtual thread of its own and may block; what would pin that
 * (calls of a database) belongs on platform threads.
 */
@FunctionalInterface
public interface Endpoint {

  /** Sends an answer; whatever it throws becomes one that tells nothing of the inside. */
  void answer(Exchange exchange) throws Exception;
}
