package dev.sonde.engine.words;

import java.util.Locale;

/** Numbers as people read them: three significant digits, a space, the unit; never more than two units. */
public final class Amounts {

  /** What stands for a value that is not known. */
  public static final String UNKNOWN = "–";

  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Amounts() {}

  public static String seconds(double seconds) {
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

  public static String bytes(double bytes) {
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

  public static String count(long count) {
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

  public static String share(double share) {
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

  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    return value == 0 ? "0" : Math.abs(value) >= 100_000 ? count(Math.round(value)) : three(value);
  }

  /** Three significant digits, without an exponent; whole numbers above 999 in full. */
  public static String three(double value) {
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
}
