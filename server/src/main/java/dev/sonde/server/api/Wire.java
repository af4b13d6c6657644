package dev.sonde.server.api;

import dev.sonde.server.http.Exchange;
import dev.sonde.server.http.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way between HTTP and the API. */
final class Wire implements Reply {

  private final Exchange exchange;
  private volatile @Nullable Throwable broken;

  private Wire(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Answers an exchange; throws where its answer broke off. */
  static void connect(Exchange exchange, Api api) throws Refusal, IOException {
    Wire wire = new Wire(exchange);
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : exchange.parameters()) {
      parameters.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(each.getValue());
    }
    String authority = exchange.authority();
    api.handle(
        new Request(
            exchange.method(),
            exchange.path(),
            parameters,
            "http://" + (authority == null ? "localhost" : authority),
            exchange.body()),
        wire);
    if (wire.broken != null) {
      throw new IOException("the answer broke off", wire.broken);
    }
  }

  @Override
  public OutputStream begin(int status, String contentType, Map<String, String> headers) {
    headers.forEach(exchange::set);
    return exchange.stream(status, contentType);
  }

  @Override
  public boolean gone() {
    return exchange.isGone();
  }

  @Override
  public void breakOff(Throwable why) {
    broken = why;
  }
}
