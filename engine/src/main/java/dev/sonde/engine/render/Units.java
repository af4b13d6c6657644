package dev.sonde.engine.render;

import dev.sonde.engine.report.Cell;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them: three significant digits, a space, the unit; never more than two units. */
final class Units {

  static final String UNKNOWN = "–";
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Units() {}

  /** The text of a cell standing alone. */
  static String text(Cell cell, ZoneId zone) {
    return switch (cell) {
      case Cell.Text text -> Terminal.harmless(text.text());
      case Cell.Id id -> Terminal.harmless(id.text());
      case Cell.Seconds seconds -> seconds(seconds.seconds());
      case Cell.Bytes bytes -> bytes(bytes.bytes());
      case Cell.BytesPerSecond rate -> rate.rate() == 0 ? "0" : bytes(rate.rate()) + "/s";
      case Cell.Count count -> count(count.count());
      case Cell.Figure figure -> number(figure.value()) + figure.suffix();
      case Cell.Share share -> share(share.share());
      case Cell.Offset offset -> offset((offset.nanos() - offset.fromNanos()) / 1e9);
      case Cell.Clock clock -> clock(clock.nanos(), zone);
      case Cell.Unknown unknown -> UNKNOWN;
      case Cell.Blank blank -> "";
    };
  }

  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return UNKNOWN;
    }
    double size = Math.abs(seconds);
    String sign = seconds < 0 ? "-" : "";
    if (size == 0) {
      return "0";
    } else if (size < 0.9995e-6) {
      return sign + three(size * 1e9) + " ns";
    } else if (size < 0.9995e-3) {
      return sign + three(size * 1e6) + " µs";
    } else if (size < 0.9995) {
      return sign + three(size * 1e3) + " ms";
    } else if (size < 59.95) {
      return sign + three(size) + " s";
    }
    long whole = Math.round(size);
    if (whole < 3600) {
      return "%s%d m %02d s".formatted(sign, whole / 60, whole % 60);
    } else if (whole < 86_400) {
      return "%s%d h %02d m".formatted(sign, whole / 3600, whole % 3600 / 60);
    }
    return "%s%d d %02d h".formatted(sign, whole / 86_400, whole % 86_400 / 3600);
  }

  /** A place on a time axis: its sign is always of interest. */
  static String offset(double seconds) {
    return (seconds < 0 ? "" : "+") + (seconds == 0 ? "0 s" : seconds(seconds));
  }

  static String bytes(double bytes) {
    if (!Double.isFinite(bytes)) {
      return UNKNOWN;
    }
    double size = Math.abs(bytes);
    int unit = 0;
    while (size >= 999.5 && unit < BINARY.length - 1) {
      size /= 1024;
      unit++;
    }
    if (size == 0) {
      return "0";
    }
    return (bytes < 0 ? "-" : "") + three(size) + " " + BINARY[unit];
  }

  static String count(long count) {
    if (Math.abs(count) < 100_000) {
      return String.format(Locale.ROOT, "%,d", count);
    }
    double size = count;
    String unit = " k";
    size /= 1e3;
    if (Math.abs(size) >= 999.5) {
      size /= 1e3;
      unit = " M";
    }
    if (Math.abs(size) >= 999.5) {
      size /= 1e3;
      unit = " G";
    }
    return three(size) + unit;
  }

  static String share(double share) {
    if (!Double.isFinite(share)) {
      return UNKNOWN;
    }
    double percent = share * 100;
    if (percent == 0) {
      return "0";
    }
    return Math.abs(percent) < 9.95
        ? String.format(Locale.ROOT, "%.1f %%", percent)
        : String.format(Locale.ROOT, "%.0f %%", percent);
  }

  static String number(double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    return value == 0 ? "0" : Math.abs(value) >= 100_000 ? count(Math.round(value)) : three(value);
  }

  /** Three significant digits, without an exponent; whole numbers above 999 in full. */
  static String three(double value) {
    double size = Math.abs(value);
    int decimals =
        size >= 99.95
            ? 0
            : size >= 9.995
                ? 1
                : size >= 0.9995 ? 2 : size >= 0.09995 ? 3 : size >= 0.009995 ? 4 : 6;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    // 2.00 messages per second is 2; 1.50 keeps what tells it from 1.5 ± 0.05.
    return text.matches("-?\\d+\\.0+") && size == Math.rint(size) && size < 100
        ? text.substring(0, text.indexOf('.'))
        : text;
  }

  static String clock(long nanos, ZoneId zone) {
    return CLOCK.format(instant(nanos).atZone(zone));
  }

  static String date(long nanos, ZoneId zone) {
    return DATE.format(instant(nanos).atZone(zone))
        + " "
        + (zone.getId().equals("Z") ? "UTC" : zone.getId());
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
