package dev.sonde.engine.render;

/** Text as a terminal shows it: widths in columns, and nothing in it that could steer the terminal. */
public final class Terminal {

  private static final String ELLIPSIS = "…";

  private Terminal() {}

  /** The text with control characters, escapes and direction marks made visible or removed. */
  public static String harmless(String text) {
    int length = text.length();
    int i = 0;
    while (i < length && isPlain(text.charAt(i))) {
      i++;
    }
    if (i == length) {
      return text;
    }
    StringBuilder clean = new StringBuilder(length).append(text, 0, i);
    text.substring(i).codePoints().forEach(point -> append(clean, point));
    return clean.toString();
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f;
  }

  private static void append(StringBuilder clean, int point) {
    switch (point) {
      case '\n' -> clean.append('⏎');
      case '\r', 0x200e, 0x200f, 0x061c -> {
        // A return or a direction mark has no picture of its own.
      }
      case '\t' -> clean.append(' ');
      default -> {
        int type = Character.getType(point);
        boolean steers =
            Character.isISOControl(point)
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069)
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
        if (steers) {
          clean.append('�');
        } else {
          clean.appendCodePoint(point);
        }
      }
    }
  }

  /** Columns that a text takes. */
  static int width(String text) {
    int length = text.length();
    int columns = 0;
    for (int i = 0; i < length; ) {
      int point = text.codePointAt(i);
      columns += width(point);
      i += Character.charCount(point);
    }
    return columns;
  }

  private static int width(int point) {
    if (point < 0x300) {
      return 1;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  /** East Asian wide and emoji blocks, by Unicode's annex 11, in ranges. */
  private static boolean isWide(int point) {
    return point >= 0x1100
        && (point <= 0x115f
            || (point >= 0x2e80 && point <= 0xa4cf && point != 0x303f)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0xffe0 && point <= 0xffe6)
            || (point >= 0x1f300 && point <= 0x1f64f)
            || (point >= 0x1f680 && point <= 0x1f6ff)
            || (point >= 0x1f900 && point <= 0x1f9ff)
            || (point >= 0x20000 && point <= 0x3fffd));
  }

  /** Cut at its end to so many columns. */
  static String cutEnd(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    return head(text, columns - 1) + ELLIPSIS;
  }

  /** Cut in its middle to so many columns: keys differ at their ends as much as at their beginnings. */
  static String cutMiddle(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    int tail = (columns - 1) / 2;
    return head(text, columns - 1 - tail) + ELLIPSIS + tail(text, tail);
  }

  private static String head(String text, int columns) {
    int used = 0;
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      used += width(point);
      if (used > columns) {
        break;
      }
      i += Character.charCount(point);
    }
    return text.substring(0, i);
  }

  private static String tail(String text, int columns) {
    int used = 0;
    int i = text.length();
    while (i > 0) {
      int point = text.codePointBefore(i);
      used += width(point);
      if (used > columns) {
        break;
      }
      i -= Character.charCount(point);
    }
    return text.substring(i);
  }

  static String padRight(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  static String padLeft(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }
}
