package dev.sonde.ingest.dask;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spans as Dask tells of them: without parents. */
final class Spans {

  private Spans() {}

  static Span of(
      Origin origin,
      SpanId id,
      String name,
      long start,
      long end,
      Span.Status status,
      @Nullable String message,
      Attributes.Builder attributes) {
    return new Span(
        origin,
        id,
        0,
        name,
        Span.Kind.UNSPECIFIED,
        start,
        end,
        status,
        message == null ? "" : message,
        attributes.build(),
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }
}
