package dev.sonde.ingest.jaeger;

import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What a span refers to: the first that it is the child of in its trace is its parent, all others are
 * links.
 */
record References(long parent, List<Span.Link> links) {

  static References of(JaegerSpan span) {
    long parent = JaegerSpan.number(span.parent);
    List<Span.Link> links = new ArrayList<>();
    if (span.references instanceof Value.Array array) {
      for (Value value : array.values()) {
        if (!(value instanceof Value.Map map)) {
          continue;
        }
        Attributes said = map.entries();
        String trace = text(said, "traceID", span.trace);
        SpanId to = JaegerSpan.id(trace, text(said, "spanID", ""));
        boolean child = text(said, "refType", "CHILD_OF").equals("CHILD_OF");
        if (child && isIn(span, to) && (parent == 0 || parent == to.span())) {
          parent = to.span();
        } else if (to.hasSpan()) {
          String type = child ? "child_of" : "follows_from";
          Attributes kind = Attributes.builder().put("opentracing.ref_type", type).build();
          links.add(new Span.Link(to, kind, Attributes.EMPTY));
        }
      }
    }
    return new References(parent, links);
  }

  private static boolean isIn(JaegerSpan span, SpanId to) {
    SpanId own = span.spanId();
    return own.traceLow() == to.traceLow() && own.traceHigh() == to.traceHigh();
  }

  private static String text(Attributes said, String key, String otherwise) {
    String text = said.text(key);
    return text == null ? otherwise : text;
  }
}
