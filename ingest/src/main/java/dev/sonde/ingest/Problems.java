package dev.sonde.ingest;

import dev.sonde.model.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was wrong with a source: counted by code, with the first place and its message. A rejected
 * record was received and not understood; anything else that is noted did not cost a record.
 */
public final class Problems {

  private static final int MESSAGE_LIMIT = 300;

  private static final class Tally {
    final String where;
    final String message;
    long count;

    Tally(String where, String message) {
      this.where = where;
      this.message = message;
    }
  }

  private final Map<Problem.Code, Tally> tallies = new EnumMap<>(Problem.Code.class);
  private final Map<Problem.Code, Long> rejected = new EnumMap<>(Problem.Code.class);

  private Earlier earlier = Earlier.NONE;

  /**
   * Something is wrong, and no record is lost by it. A source is {@code truncated} only once: what its
   * decompressor and its importer both see is one cut.
   */
  public void note(Problem.Code code, String where, String message) {
    if (code != Problem.Code.TRUNCATED || !tallies.containsKey(code)) {
      add(code, 1, where, message);
    }
  }

  private void add(Problem.Code code, long count, String where, String message) {
    Tally tally = tallies.get(code);
    if (tally == null) {
      tally = new Tally(where, bounded(message));
      tallies.put(code, tally);
    }
    tally.count += count;
  }

  /** A problem that the source itself reports of what it was made from. */
  public void carry(Problem problem) {
    add(problem.code(), problem.count(), problem.where(), problem.message());
  }

  /** What the source itself says went missing before it was written; several such reports add up. */
  public void carry(Earlier report) {
    earlier =
        new Earlier(
            earlier.duplicates() + report.duplicates(),
            earlier.rejected() + report.rejected(),
            earlier.dropped() + report.dropped());
  }

  public Earlier earlier() {
    return earlier;
  }

  /** The same, but for what is no problem where this source was read. */
  public Problems without(Problem.Code code) {
    Problems rest = new Problems();
    tallies.forEach((each, tally) -> rest.tallies.put(each, tally));
    rest.tallies.remove(code);
    rest.rejected.putAll(rejected);
    rest.earlier = earlier;
    return rest;
  }

  /** Forgets everything, for the next source. */
  public void clear() {
    tallies.clear();
    rejected.clear();
    earlier = Earlier.NONE;
  }

  /** One record was received and cannot be understood. */
  public void reject(Problem.Code code, String where, String message) {
    note(code, where, message);
    rejected.merge(code, 1L, Long::sum);
  }

  /** Records that were received and not understood. */
  public long rejected() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  public Map<Problem.Code, Long> rejectedByCause() {
    return Map.copyOf(rejected);
  }

  public boolean isEmpty() {
    return tallies.isEmpty();
  }

  public List<Problem> list() {
    List<Problem> list = new ArrayList<>(tallies.size());
    tallies.forEach(
        (code, tally) -> list.add(new Problem(code, tally.count, tally.where, tally.message)));
    return List.copyOf(list);
  }

  private static String bounded(String message) {
    return message.length() <= MESSAGE_LIMIT
        ? message
        : message.substring(0, MESSAGE_LIMIT) + "… (" + message.length() + " characters)";
  }
}
