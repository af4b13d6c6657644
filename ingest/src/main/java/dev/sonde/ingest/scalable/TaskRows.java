package dev.sonde.ingest.scalable;

import dev.sonde.ingest.Input;
import dev.sonde.ingest.scalable.Step.Kind;
import dev.sonde.model.Attributes;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.SpanNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of tasks.jsonl: every row a transition, and an attempt where a task is said to have ended. */
final class TaskRows {

  private static final String OTHER = "scalable.task";

  /** What a length of the code's rows is, as it is not the time in which the task ran. */
  private static final String COVERS = "scalable.duration_covers";

  private static final String INFERRED = "scalable.dependencies_inferred";

  /** Tasks of which the beginning is kept. */
  private static final int REMEMBERED = 500_000;

  /** What is known of a task from its earlier rows. */
  private static final class Begun {
    @Nullable Long submitted;
    @Nullable Long started;
    boolean real;
    boolean ended;
    String prefix = "";
    Attributes said = Attributes.EMPTY;
  }

  private final Records records;
  private final @Nullable Long closed;
  private final TaskKeys keys = new TaskKeys();
  private final Failed failed = new Failed();
  private final Map<String, Begun> tasks = new LinkedHashMap<>();
  private final long[] ends = new long[3];
  private boolean torn;

  /**
   * @param closed when the cluster was closed; null where it never was
   */
  TaskRows(Records records, @Nullable Long closed) {
    this.records = records;
    this.closed = closed;
  }

  void take(Attributes row, String where) {
    Step step = Step.of(row);
    if (step == null) {
      records.problems().reject(Code.MALFORMED, where, "a row that is of no task");
      return;
    }
    Long at = records.time(row, where);
    if (at == null) {
      return;
    }
    String key = keys.key(step, row);
    Begun begun = begun(key, where);
    begun.prefix = step.prefix();
    Attributes.Builder about = about(step, key, row, begun);
    switch (step.kind()) {
      case SUBMITTED -> {
        begun.submitted = at;
        begins(step, at, about, begun);
      }
      case STARTED -> {
        begun.started = at;
        begins(step, at, about, begun);
      }
      case SUCCEEDED, FAILED -> ended(step, key, at, row, about, begun);
      case CANCELLED -> cancelled(step, at, about, begun, where);
      case null -> records.event(OTHER, at, about.put("state", step.word()).build());
    }
  }

  /** A task's kind; null where its rows were not seen. */
  @Nullable String prefix(String key) {
    Begun known = tasks.get(key);
    return known == null ? null : known.prefix;
  }

  private Begun begun(String key, String where) {
    Begun known = tasks.get(key);
    if (known == null) {
      known = new Begun();
      if (tasks.size() < REMEMBERED) {
        tasks.put(key, known);
      } else {
        String message = "of more than " + REMEMBERED + " tasks the starts are not remembered";
        records.problems().note(Code.CAPPED, where, message);
      }
    }
    return known;
  }

  private static Attributes.Builder about(Step step, String key, Attributes row, Begun begun) {
    Attributes.Builder about =
        Attributes.builder().put(Keys.TASK_KEY, key).put(Keys.TASK_PREFIX, step.prefix());
    // The code writes the key of Dask's future into the field of the worker.
    Value worker = row.has("worker_id") ? row.get("worker_id") : row.get("worker");
    if (worker instanceof Value.Text text && !text.value().isEmpty()) {
      about.put(step.real() ? Keys.WORKER_ID : "scalable.future_key", text);
    }
    if (row.get("args") instanceof Value.Map args) {
      args.entries().forEach((name, value) -> about.put(Keys.TASK_INPUT + name, value));
    }
    Records.rest(about, row, Step.USED);
    return Records.rest(about, begun.said, Set.of(Keys.TASK_STATE_TO));
  }

  private void begins(Step step, long at, Attributes.Builder about, Begun begun) {
    begun.real = step.real();
    if (step.real()) {
      begun.said = about.build();
    }
    transition(step, at, about);
  }

  private void transition(Step step, long at, Attributes.Builder about) {
    Kind kind = step.kind();
    if (kind != null) {
      about.put(Keys.TASK_STATE_TO, kind.state());
    }
    records.event(Keys.EVENT_TASK_TRANSITION, at, about.build());
  }

  private void ended(
      Step step, String key, long at, Attributes row, Attributes.Builder about, Begun begun) {
    begun.ended = true;
    ends[step.kind() == Kind.FAILED ? 1 : 0]++;
    String error = step.kind() == Kind.FAILED ? error(step, key, row, about) : "";
    String said = row.text("duration_s");
    Long length = Times.length(said == null ? row.text("duration") : said);
    long start = start(begun, at, length);
    long end = length == null ? Math.max(at, start) : start + length;
    Attributes.Builder attempt = Attributes.builder().putAll(about.build());
    if (!step.real()) {
      attempt.put(COVERS, "submission to callback");
    } else if (begun.submitted != null && begun.started != null) {
      attempt.put(Keys.TASK_SUBMITTED, begun.submitted);
    }
    records.attempt(
        key + "\n" + step.word() + "\n" + at + "\n" + length,
        name(step.prefix()),
        start,
        end,
        step.kind() == Kind.FAILED ? Span.Status.ERROR : Span.Status.OK,
        error,
        attempt.build());
    transition(step, Math.max(at, end), about);
  }

  /**
   * Times are whole seconds, lengths are not: of the starts that agree with both, the earliest. The
   * length counts from the start where that is known, else from the submission.
   */
  private static long start(Begun begun, long at, @Nullable Long length) {
    Long from = begun.real && begun.started != null ? begun.started : begun.submitted;
    from = from == null ? begun.started : from;
    if (length == null) {
      return from == null ? at : Math.min(from, at);
    }
    return from == null ? at - length : Math.max(from, at - length);
  }

  private String error(Step step, String key, Attributes row, Attributes.Builder about) {
    String type = row.text("error_type");
    String told = row.text("error_message");
    String message = told == null ? row.text("error") : told;
    if (type != null) {
      about.put(Keys.EXCEPTION_TYPE, type).put(Keys.ERROR_TYPE, type);
    }
    if (message != null) {
      about.put(Keys.EXCEPTION_MESSAGE, message);
    }
    String error = (type == null ? "" : type + ": ") + (message == null ? "" : message);
    String cause = message == null ? null : failed.cause(error, key, step.prefix());
    if (cause != null) {
      about.put(Keys.TASK_DEPENDENCIES, Value.ofTexts(List.of(cause)));
      about.put(INFERRED, Value.of(true));
    }
    return error;
  }

  /**
   * Closing a session right after its results came lets the rows of tasks that had ended say cancelled:
   * of those, the end is unknown.
   */
  private void cancelled(Step step, long at, Attributes.Builder about, Begun begun, String where) {
    begun.ended = true;
    ends[2]++;
    if (closed == null || at < closed - Times.SECOND) {
      transition(step, at, about);
      return;
    }
    String message =
        "tasks that are said to be cancelled as the session was closed: their ends were not"
            + " recorded, and many of them had succeeded";
    torn = true;
    records.problems().note(Code.CONFLICT, where, message);
    records.event(OTHER, at, about.put("state", step.word()).build());
  }

  /**
   * A failure that is told of a task: the end of one whose own rows do not tell any.
   *
   * @param about the failure, with the task's key
   */
  void fell(long at, String words, Attributes about) {
    String key = about.text(Keys.TASK_KEY);
    Begun known = key == null ? null : tasks.get(key);
    if (key == null || (known != null && known.ended)) {
      return;
    }
    Long start = known == null || known.started == null ? at : known.started;
    if (known != null) {
      known.ended = true;
    }
    Attributes.Builder attempt = Attributes.builder().putAll(about);
    if (known != null) {
      Records.rest(attempt, known.said, Set.of());
    }
    String prefix = known == null ? about.text(Keys.TASK_PREFIX) : known.prefix;
    long end = Math.max(at, start);
    records.attempt(
        key + "\nfell",
        name(prefix == null ? key : prefix),
        Math.min(start, end),
        end,
        Span.Status.ERROR,
        words,
        attempt.build());
    Attributes.Builder told = Attributes.builder().putAll(about);
    told.put(Keys.TASK_STATE_TO, Kind.FAILED.state());
    records.event(Keys.EVENT_TASK_TRANSITION, end, told.build());
  }

  /** Tasks without an end; they are still under way, or the process was killed. */
  void finish() {
    tasks.forEach((key, begun) -> {
      Long start = begun.started != null ? begun.started : begun.submitted;
      if (!begun.ended && begun.started != null && start != null) {
        Attributes.Builder about =
            Attributes.builder().put(Keys.TASK_KEY, key).put(Keys.TASK_PREFIX, begun.prefix);
        Records.rest(about, begun.said, Set.of());
        Attributes attributes = about.build();
        String name = name(begun.prefix);
        records.attempt(key + "\nopen", name, start, Span.OPEN, Span.Status.UNSET, "", attributes);
      }
    });
  }

  /** Says where the summary counts otherwise than the rows; after a torn close it always does. */
  void compare(@Nullable Attributes summary, Input input) {
    if (torn || summary == null || !(summary.get("counts") instanceof Value.Map counts)) {
      return;
    }
    List<String> fields = List.of("tasks_succeeded", "tasks_failed", "tasks_cancelled");
    for (int i = 0; i < ends.length; i++) {
      Long said = counts.entries().integer(fields.get(i));
      if (said != null && said != ends[i]) {
        String message = fields.get(i) + " is " + said + ", and the rows say " + ends[i];
        records.problems().note(Code.CONFLICT, input.name(), message);
      }
    }
  }

  /** A task's kind, unless that is the name of something else in the table of spans. */
  private static String name(String prefix) {
    return SpanNames.of(prefix).pattern().equals("*") ? prefix : "task " + prefix;
  }
}
