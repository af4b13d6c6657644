package dev.sonde.sdk.sampling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a share of all traces, by OpenTelemetry's consistent probability sampling: a trace is kept where
 * the random part of its id, the last 56 bits, is not below a threshold. What is kept says the threshold
 * in its trace state ({@code ot=th:...}), so that a reader knows how many spans each stands for, and
 * samplers with other shares elsewhere keep the same traces as far as they go.
 */
public final class ShareSampler implements Sampler {

  private static final int DIGITS = 14;
  private static final long ALL = 1L << 56;
  private static final String VENDOR = "ot";
  private static final String THRESHOLD = "th:";
  private static final String RANDOM = "rv:";

  private final double share;
  private final long threshold;
  private final String said;

  /**
   * @param share from 0, nothing, to 1, everything
   */
  public ShareSampler(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "a share of traces is a number from 0 to 1, not " + share + "; 0.1 keeps a tenth");
    }
    this.share = share;
    threshold = Math.round((1 - share) * ALL);
    String digits = String.format(Locale.ROOT, "%014x", threshold).replaceAll("0+$", "");
    said = THRESHOLD + (digits.isEmpty() ? "0" : digits);
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    TraceState state = Span.fromContext(parent).getSpanContext().getTraceState();
    boolean kept = random(state, traceId) >= threshold;
    return new Result(
        kept ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP,
        marked(state, kept ? said : null));
  }

  private static long random(TraceState state, String traceId) {
    for (String part : parts(state)) {
      if (part.startsWith(RANDOM) && part.length() == RANDOM.length() + DIGITS) {
        try {
          return Long.parseLong(part.substring(RANDOM.length()), 16);
        } catch (NumberFormatException e) {
          break;
        }
      }
    }
    return Long.parseLong(traceId, traceId.length() - DIGITS, traceId.length(), 16);
  }

  /** The threshold replaces that of a sampler before, as this one has decided anew. */
  private static TraceState marked(TraceState state, @Nullable String threshold) {
    StringBuilder parts = new StringBuilder(threshold == null ? "" : threshold);
    for (String part : parts(state)) {
      if (!part.isEmpty() && !part.startsWith(THRESHOLD)) {
        parts.append(parts.isEmpty() ? "" : ";").append(part);
      }
    }
    if (parts.isEmpty()) {
      return state.get(VENDOR) == null ? state : state.toBuilder().remove(VENDOR).build();
    }
    return state.toBuilder().put(VENDOR, parts.toString()).build();
  }

  private static String[] parts(TraceState state) {
    String own = state.get(VENDOR);
    return own == null ? new String[0] : own.split(";");
  }

  private record Result(SamplingDecision decision, TraceState state) implements SamplingResult {
    @Override
    public SamplingDecision getDecision() {
      return decision;
    }

    @Override
    public Attributes getAttributes() {
      return Attributes.empty();
    }

    @Override
    public TraceState getUpdatedTraceState(TraceState parent) {
      return state;
    }
  }

  @Override
  public String getDescription() {
    return "ShareSampler{" + share + "}";
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
