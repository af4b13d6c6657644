package dev.sonde.engine.report;

/**
 * Long names with their middle left out, in a form that is taken for the name again: keys can be
 * thousands of characters long, and differ at their ends as much as at their beginnings.
 */
public final class Shortened {

  /** What stands for what was left out. */
  public static final String GAP = "…";

  /** A name that is longer is shortened in commands, in characters. */
  public static final int LONGEST = 100;

  private Shortened() {}

  /** The name as a command carries it. */
  public static String inCommand(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    int head = LONGEST * 2 / 3;
    int tail = LONGEST - head - 1;
    return name.substring(0, safe(name, head))
        + GAP
        + name.substring(safe(name, name.length() - tail));
  }

  /** Whether a name is one that was shortened. */
  public static boolean is(String name) {
    int gap = name.indexOf(GAP);
    return gap > 0 && gap < name.length() - 1;
  }

  /** What stands before the gap. */
  public static String head(String name) {
    return name.substring(0, name.indexOf(GAP));
  }

  /** What stands behind the gap. */
  public static String tail(String name) {
    return name.substring(name.indexOf(GAP) + GAP.length());
  }

  /** A place that does not cut a character in two. */
  private static int safe(String name, int at) {
    return Character.isLowSurrogate(name.charAt(at)) ? at + 1 : at;
  }
}
