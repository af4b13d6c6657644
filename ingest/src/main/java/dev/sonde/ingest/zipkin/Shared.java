package dev.sonde.ingest.zipkin;

import dev.sonde.ingest.json.Ids;
import dev.sonde.model.SpanId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ids that a client and its server have in common, as B3 propagation leaves them. To be two spans the
 * server's half gets an id of its own, below the client's; what the server did then is below that.
 */
final class Shared {

  private final Set<SpanId> clients = new HashSet<>();

  /** The services that have a half of a shared id. */
  private final Map<SpanId, Set<String>> servers = new HashMap<>();

  Shared(List<ZipkinSpan> spans) {
    for (ZipkinSpan span : spans) {
      if (span.kind.equals("CLIENT")) {
        clients.add(span.written());
      }
    }
    for (ZipkinSpan span : spans) {
      if (isHalf(span)) {
        servers.computeIfAbsent(span.written(), i -> new HashSet<>()).add(span.local.service());
      }
    }
  }

  /** Some libraries leave the mark out; a client's span with the same id says as much. */
  private boolean isHalf(ZipkinSpan span) {
    return span.shared || (span.kind.equals("SERVER") && clients.contains(span.written()));
  }

  SpanId id(ZipkinSpan span) {
    SpanId written = span.written();
    return isHalf(span) ? half(written, span.local.service()) : written;
  }

  private static SpanId half(SpanId written, String service) {
    long made = Ids.made(written.spanHex(), "server", service);
    return new SpanId(written.traceHigh(), written.traceLow(), made);
  }

  long parent(ZipkinSpan span) {
    SpanId written = span.written();
    if (isHalf(span)) {
      // Where the client told nothing, its parent is the nearest that is known.
      return clients.contains(written) ? written.span() : parentWritten(span);
    } else if (span.parent.isEmpty()) {
      return 0;
    }
    long number = ZipkinSpan.number(span.parent);
    SpanId parent = new SpanId(written.traceHigh(), written.traceLow(), number);
    String service = span.local.service();
    return servers.getOrDefault(parent, Set.of()).contains(service)
        ? half(parent, service).span()
        : number;
  }

  private static long parentWritten(ZipkinSpan span) {
    return span.parent.isEmpty() ? 0 : ZipkinSpan.number(span.parent);
  }
}
