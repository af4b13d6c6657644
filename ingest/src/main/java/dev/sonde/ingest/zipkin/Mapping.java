package dev.sonde.ingest.zipkin;

import dev.sonde.ingest.json.Nested;
import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From Zipkin's spans to records. */
final class Mapping {

  private static final int REMEMBERED = 50_000;

  private final Map<ZipkinSpan.Endpoint, Origin> origins = new HashMap<>();

  Span span(ZipkinSpan span, Shared shared) {
    long start = span.time == null ? 0 : span.time;
    Attributes tags = span.tags();
    String error = error(tags);
    return new Span(
        origin(span.local),
        shared.id(span),
        shared.parent(span),
        span.name,
        kind(span.kind),
        start,
        end(span, start),
        error != null ? Span.Status.ERROR : status(tags),
        error == null || error.equals("true") ? message(tags) : error,
        attributes(span, tags),
        moments(span),
        List.of(),
        Attributes.EMPTY);
  }

  /** A message that was sent or received is a moment, unless it says how long that took. */
  private static long end(ZipkinSpan span, long start) {
    Long duration = span.duration;
    if (duration != null) {
      return start + duration;
    }
    return span.kind.equals("PRODUCER") || span.kind.equals("CONSUMER") ? start : Span.OPEN;
  }

  private static Span.Kind kind(String kind) {
    return switch (kind) {
      case "CLIENT" -> Span.Kind.CLIENT;
      case "SERVER" -> Span.Kind.SERVER;
      case "PRODUCER" -> Span.Kind.PRODUCER;
      case "CONSUMER" -> Span.Kind.CONSUMER;
      default -> Span.Kind.UNSPECIFIED;
    };
  }

  /** That there is such a tag means an error, whatever it says; null where there is none. */
  private static @Nullable String error(Attributes tags) {
    String error = tags.text("error");
    return error == null || error.equals("false") ? null : error;
  }

  private static Span.Status status(Attributes tags) {
    return switch (String.valueOf(tags.text("otel.status_code"))) {
      case "OK" -> Span.Status.OK;
      case "ERROR" -> Span.Status.ERROR;
      default -> Span.Status.UNSET;
    };
  }

  private static String message(Attributes tags) {
    String said = tags.text("otel.status_description");
    return said == null ? "" : said;
  }

  private static Attributes attributes(ZipkinSpan span, Attributes tags) {
    Attributes.Builder all = Attributes.builder();
    tags.forEach((key, value) -> all.put(key, Nested.asKeyWants(key, value)));
    if (!span.remote.service().isEmpty()) {
      all.put("peer.service", span.remote.service());
    }
    if (span.remote.address() != null) {
      all.put("network.peer.address", span.remote.address());
    }
    Long port = span.remote.port();
    if (port != null) {
      all.put("network.peer.port", port);
    }
    if (span.shared) {
      all.put("zipkin.shared", Value.of(true));
    }
    return all.putAll(span.rest.build()).build();
  }

  private static List<Span.Moment> moments(ZipkinSpan span) {
    List<Span.Moment> moments = new ArrayList<>();
    for (ZipkinSpan.Annotation annotation : span.annotations()) {
      moments.add(moment(annotation.time(), annotation.value()));
    }
    return moments;
  }

  /** OpenTelemetry's exporters write attributes of an event behind its name: {@code "name": {...}}. */
  private static Span.Moment moment(long time, String value) {
    Attributes read = value.startsWith("\"") ? Nested.read("{" + value + "}") : null;
    if (read != null && read.size() == 1 && read.value(0) instanceof Value.Map said) {
      return new Span.Moment(time, read.key(0), said.entries(), Attributes.EMPTY);
    }
    return new Span.Moment(time, value, Attributes.EMPTY, Attributes.EMPTY);
  }

  private Origin origin(ZipkinSpan.Endpoint local) {
    if (origins.size() > REMEMBERED) {
      origins.clear();
    }
    return origins.computeIfAbsent(local, Mapping::made);
  }

  private static Origin made(ZipkinSpan.Endpoint local) {
    Attributes.Builder resource = Attributes.builder();
    if (!local.service().isEmpty()) {
      resource.put(Keys.SERVICE_NAME, local.service());
    }
    if (local.address() != null) {
      resource.put("network.local.address", local.address());
    }
    Long port = local.port();
    if (port != null) {
      resource.put("network.local.port", port);
    }
    Attributes made = resource.build();
    return made.isEmpty() ? Origin.UNKNOWN : new Origin(made);
  }
}
