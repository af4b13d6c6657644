package dev.sonde.store.duckdb;

import dev.sonde.model.Span;
import java.time.Duration;

/**
 * Which traces a live store keeps of those that come. A share of them is chosen by their ids, as the
 * consistent sampling of OpenTelemetry does ({@code ot=th}), so that every server chooses the same ones;
 * of the others, those that failed or were slow. Spans without a trace id of 128 bits, events and samples
 * are always kept.
 *
 * @param share of the traces that is kept whatever they are, above 0 and at most 1
 * @param errors whether a trace is kept for a span that failed
 * @param slowerNanos nanoseconds: a trace is kept for a span that took at least so long; 0 where none is for that
 * @param quiet a trace that is not kept so far goes when nothing of it has come for longer
 * @param everyNanos at least so long from one time that traces are decided on to the next
 */
public record Sampling(
    double share, boolean errors, long slowerNanos, Duration quiet, long everyNanos) {

  /** Everything is kept. */
  public static final Sampling NONE = of(1, false, 0);

  private static final int BITS = 56;
  private static final long RANDOM = (1L << BITS) - 1;

  public Sampling {
    if (!(share > 0 && share <= 1) || slowerNanos < 0) {
      throw new IllegalArgumentException(
          "a share of "
              + share
              + " (above 0, at most 1) and what takes at least "
              + slowerNanos
              + " ns (0 or more) cannot be kept");
    }
  }

  /** With the usual patience: half a minute, looked at every second. */
  public static Sampling of(double share, boolean errors, long slowerNanos) {
    return new Sampling(share, errors, slowerNanos, Duration.ofSeconds(30), 1_000_000_000);
  }

  /** Whether everything is kept. */
  boolean isNone() {
    return threshold() == 0;
  }

  /** Whether a trace that is not chosen may be kept for what happened in it. */
  boolean hasCauses() {
    return errors || slowerNanos > 0;
  }

  /** Whether a trace is kept for this span. */
  boolean isCause(Span span) {
    boolean slow = !span.isOpen() && span.endNanos() - span.startNanos() >= slowerNanos;
    return (errors && span.status() == Span.Status.ERROR) || (slowerNanos > 0 && slow);
  }

  /** Of 2^56; the random part of a chosen trace's id is not below it. */
  long threshold() {
    return Math.round((1 - share) * (1L << BITS));
  }

  /**
   * Whether a trace is of the share.
   *
   * @param traceHigh the first 64 bits of its id; 0 where the source has no such ids
   * @param random of which the last 56 bits count: those of its id, if its trace state has no others
   */
  boolean chooses(long traceHigh, long random) {
    return traceHigh == 0 || (random & RANDOM) >= threshold();
  }
}
