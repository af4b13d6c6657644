package dev.sonde.model;

import java.util.HexFormat;

/**
 * OpenTelemetry's pair of trace id (128 bits) and span id (64 bits), or the numbers that a format uses
 * in their place. A part that is all zero is absent.
 */
public record SpanId(long traceHigh, long traceLow, long span) {

  public static final SpanId NONE = new SpanId(0, 0, 0);

  private static final HexFormat HEX = HexFormat.of();

  public boolean hasTrace() {
    return (traceHigh | traceLow) != 0;
  }

  public boolean hasSpan() {
    return span != 0;
  }

  /** 32 hexadecimal digits. */
  public String traceHex() {
    return HEX.toHexDigits(traceHigh) + HEX.toHexDigits(traceLow);
  }

  /** 16 hexadecimal digits. */
  public String spanHex() {
    return spanHex(span);
  }

  /** 16 hexadecimal digits. */
  public static String spanHex(long span) {
    return HEX.toHexDigits(span);
  }
}
