package dev.sonde.app.run;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code /proc/PID/stat}. Ticks are hundredths of a second on every Linux that there is.
 *
 * @param name of the executable, cut by the kernel to 15 bytes
 * @param state {@code R}, {@code S}, {@code D}, {@code Z}, …
 * @param group its process group
 * @param terminalGroup the group in the foreground of its terminal; -1 where it has none
 * @param userTicks CPU time of its own
 * @param startTicks when it began, since the machine did
 * @param exitStatus as {@code wait} gives it; 0 while it runs, or where that may not be seen
 */
record ProcStat(
    int pid,
    String name,
    char state,
    int parent,
    int group,
    int terminalGroup,
    long userTicks,
    long systemTicks,
    long threads,
    long startTicks,
    int exitStatus) {

  static final long TICK_NANOS = 10_000_000L;

  /** Of the fields behind the name. */
  private static final int FIELDS_NEEDED = 20;

  /** The process has ended, and its parent has not asked how. */
  boolean isDead() {
    return state == 'Z' || state == 'X' || state == 'x';
  }

  /**
   * The name stands in parentheses and may hold anything, parentheses, spaces and newlines included: it
   * ends with the last one.
   *
   * @return null for what is no such line
   */
  static @Nullable ProcStat parse(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.ISO_8859_1);
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 2 || close < open) {
      return null;
    }
    String[] fields = line.substring(close + 1).strip().split(" ");
    if (fields.length < FIELDS_NEEDED || fields[0].length() != 1) {
      return null;
    }
    try {
      return new ProcStat(
          Integer.parseInt(line.substring(0, open).strip()),
          new String(bytes, open + 1, close - open - 1, StandardCharsets.UTF_8),
          fields[0].charAt(0),
          Integer.parseInt(fields[1]),
          Integer.parseInt(fields[2]),
          Integer.parseInt(fields[5]),
          Long.parseLong(fields[11]),
          Long.parseLong(fields[12]),
          Long.parseLong(fields[17]),
          Long.parseLong(fields[19]),
          fields.length > 49 ? Integer.parseInt(fields[49]) : 0);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
