package dev.sonde.store.duckdb;

import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The threshold of consistent sampling in a span's trace state ({@code ot=th:HEX}): of 2^56, what the
 * random part of its trace's id was not below. A span stands for as many as there were before.
 */
final class Thresholds {

  private static final int BITS = 56;
  private static final int DIGITS = 14;
  private static final String STATE = "traceState";
  private static final String MEMBER = "ot=";
  private static final String KEY = "th:";
  private static final String RANDOM = "rv:";

  private Thresholds() {}

  /** How many spans it stands for; 1 where nothing is known. */
  static double weight(Span span) {
    return weight(of(span));
  }

  private static double weight(long threshold) {
    return threshold == 0 ? 1 : (double) (1L << BITS) / ((1L << BITS) - threshold);
  }

  private static long of(Span span) {
    String state = span.detail().isEmpty() ? null : span.detail().text(STATE);
    return state == null ? 0 : of(state);
  }

  /** What a sampler chooses by: of the trace state where it says so, else of the trace's id. */
  static long random(Span span) {
    String state = span.detail().isEmpty() ? null : span.detail().text(STATE);
    String said = state == null ? null : part(state, RANDOM);
    return said != null && said.length() == DIGITS && number(said) != 0
        ? number(said)
        : span.id().traceLow() & ((1L << BITS) - 1);
  }

  /** 0 where the trace state has none that can be understood. */
  static long of(String state) {
    String said = part(state, KEY);
    return said == null ? 0 : number(said);
  }

  private static @Nullable String part(String state, String key) {
    for (String member : state.split(",")) {
      String stripped = member.strip();
      if (stripped.startsWith(MEMBER)) {
        for (String part : stripped.substring(MEMBER.length()).split(";")) {
          if (part.startsWith(key)) {
            return part.substring(key.length());
          }
        }
      }
    }
    return null;
  }

  private static long number(String digits) {
    boolean valid = !digits.isEmpty() && digits.length() <= DIGITS;
    for (int i = 0; i < digits.length() && valid; i++) {
      valid = Character.digit(digits.charAt(i), 16) >= 0 && digits.charAt(i) < 128;
    }
    return valid ? Long.parseLong(digits, 16) << (4 * (DIGITS - digits.length())) : 0;
  }

  /** The span as it leaves a sampler: thresholds of the same random part do not multiply. */
  static Span marked(Span span, long threshold) {
    if (threshold <= of(span)) {
      return span;
    }
    Attributes.Builder detail = Attributes.builder();
    span.detail().forEach(detail::put);
    detail.put(STATE, Value.of(marked(span.detail().text(STATE), threshold)));
    return new Span(
        span.origin(),
        span.id(),
        span.parent(),
        span.name(),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        span.status(),
        span.statusMessage(),
        span.attributes(),
        span.moments(),
        span.links(),
        detail.build());
  }

  /** The trace state with the threshold in it, before the others as what changed last. */
  static String marked(@Nullable String state, long threshold) {
    String hex = String.format(Locale.ROOT, "%014x", threshold).replaceAll("0+$", "");
    List<String> parts = new ArrayList<>(List.of(KEY + hex));
    List<String> members = new ArrayList<>();
    for (String member : (state == null ? "" : state).split(",")) {
      String stripped = member.strip();
      if (stripped.startsWith(MEMBER)) {
        for (String part : stripped.substring(MEMBER.length()).split(";")) {
          if (!part.isEmpty() && !part.startsWith(KEY)) {
            parts.add(part);
          }
        }
      } else if (!stripped.isEmpty()) {
        members.add(stripped);
      }
    }
    members.addFirst(MEMBER + String.join(";", parts));
    return String.join(",", members);
  }
}
