package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.store.Sql;
import java.util.List;

/** Finds the worker that a user means. */
public final class WorkerIds {

  private static final Sql IDS = Sql.of(WorkerIds.class, "worker_ids");
  private static final int NAMED = 5;

  private WorkerIds() {}

  /**
   * The id of the one worker that the text names: whole, shortened in its middle as tables print it, or
   * a part of it.
   *
   * @throws UsageException where none or several have it
   */
  public static String find(Ask ask, String wanted) {
    return find(wanted, ask.rows(IDS, row -> row.text("worker")));
  }

  static String find(String wanted, List<String> known) {
    if (known.contains(wanted)) {
      return wanted;
    }
    List<String> meant = known.stream().filter(id -> matches(wanted, id)).toList();
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    if (meant.isEmpty() || wanted.isBlank()) {
      throw new UsageException(Suggestion.unknown("worker", wanted, known));
    }
    throw new UsageException(
        "worker '"
            + wanted
            + "' could be any of "
            + meant.size()
            + ": "
            + String.join(", ", meant.subList(0, Math.min(NAMED, meant.size())))
            + (meant.size() > NAMED ? ", …" : "")
            + "; write more of it");
  }

  private static boolean matches(String wanted, String id) {
    if (!wanted.contains(Shortened.GAP)) {
      return id.contains(wanted);
    }
    String head = Shortened.head(wanted);
    String tail = Shortened.tail(wanted);
    return id.length() >= head.length() + tail.length() && id.startsWith(head) && id.endsWith(tail);
  }
}
