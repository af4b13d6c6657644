package dev.sonde.engine.question;

import dev.sonde.engine.report.Shortened;
import java.util.Comparator;
import java.util.List;

/** What to say to somebody who named a thing that is not there. */
public final class Suggestion {

  private static final int NAMED = 3;

  private Suggestion() {}

  /** A message: what was not found, how many are known, the nearest of them. */
  public static String unknown(String kind, String wanted, List<String> known) {
    if (known.isEmpty()) {
      return "no " + kind + " '" + Shortened.inCommand(wanted) + "': there are none here";
    }
    return "no "
        + kind
        + " '"
        + Shortened.inCommand(wanted)
        + "' among "
        + known.size()
        + "; nearest: "
        + String.join(", ", nearest(wanted, known));
  }

  /** The few that are most like what was wanted, the nearest first; long ones are shortened. */
  public static List<String> nearest(String wanted, List<String> known) {
    return known.stream()
        .sorted(Comparator.comparingInt(k -> distance(wanted, k)))
        .limit(NAMED)
        .map(Shortened::inCommand)
        .toList();
  }

  /** Levenshtein's distance, with what contains the wanted text counted as near. */
  static int distance(String wanted, String known) {
    String a = shortened(wanted);
    String b = shortened(known);
    if (b.contains(a)) {
      return 0;
    }
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(same, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }

  /** Keys can be thousands of characters long; their beginnings tell enough. */
  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200);
  }
}
