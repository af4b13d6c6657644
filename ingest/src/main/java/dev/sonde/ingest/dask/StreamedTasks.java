package dev.sonde.ingest.dask;

import dev.sonde.ingest.Batches;
import dev.sonde.model.Attributes;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From tasks of a task stream to spans, one for each of their actions. */
final class StreamedTasks {

  private static final Set<String> MAPPED =
      Set.of(
          "key",
          "worker",
          "startstops",
          "status",
          "nbytes",
          "thread",
          "exception_text",
          "traceback_text",
          "metadata");

  private static final Set<String> MAPPED_ACTION = Set.of("action", "start", "stop", "source");

  private final Batches batches;
  private final Origins origins = new Origins();

  StreamedTasks(Batches batches) {
    this.batches = batches;
  }

  private record Task(String key, String worker, String stimulus, Attributes said) {

    boolean failed() {
      String status = said.text("status");
      return status != null && !status.equalsIgnoreCase("ok");
    }
  }

  /** Why the task cannot be used, null where it was; it is used as a whole or not at all. */
  @Nullable Flaw take(Attributes said) {
    String key = Python.key(said.get("key"));
    String worker = said.text("worker");
    if (key == null || worker == null) {
      return new Flaw(Code.MALFORMED, "an object that is no task: it has no key or no worker");
    }
    String stimulus = said.text("stimulus_id");
    Task task = new Task(key, worker, stimulus == null ? "" : stimulus, said);
    List<Span> spans = new ArrayList<>();
    if (said.get("startstops") instanceof Value.Array actions) {
      for (Value value : actions.values()) {
        Attributes action = action(value);
        Long start = Python.nanos(action.get("start"));
        Long stop = Python.nanos(action.get("stop"));
        if (start == null || stop == null) {
          return new Flaw(Code.MISSING_TIME, "task " + key + " has an action without its times");
        } else if (stop < start) {
          String message = "task " + key + " has an action that stops before it starts";
          return new Flaw(Code.NEGATIVE_DURATION, message);
        }
        spans.add(span(task, action, start, stop));
      }
    }
    if (spans.isEmpty()) {
      return new Flaw(Code.MISSING_TIME, "task " + key + " has no startstops");
    }
    spans.forEach(batches::add);
    return null;
  }

  /** Older versions write an action as a list of its name, start and stop. */
  private static Attributes action(Value value) {
    if (value instanceof Value.Map map) {
      return map.entries();
    } else if (value instanceof Value.Array list && list.values().size() == 3) {
      return Attributes.builder()
          .put("action", list.values().get(0))
          .put("start", list.values().get(1))
          .put("stop", list.values().get(2))
          .build();
    }
    return Attributes.EMPTY;
  }

  private Span span(Task task, Attributes action, long start, long stop) {
    String name = action.text("action");
    String word = name == null ? "unknown" : name;
    Attributes.Builder attributes = Attributes.builder(12).put(Keys.TASK_KEY, task.key);
    SpanId id = Ids.of(word, task.key, task.worker, Long.toString(start));
    boolean failed = false;
    switch (word) {
      case "compute" -> {
        id = Ids.attempt(task.key, task.stimulus.isEmpty() ? Long.toString(start) : task.stimulus);
        failed = task.failed();
        attempt(task, failed, attributes);
      }
      case "transfer" -> {
        String source = action.text("source");
        id = Ids.transfer(task.worker, source == null ? "" : source, start);
        transfer(task, source, attributes);
      }
      case "disk-read", "disk-write" ->
          attributes
              .put(Keys.SPILL_KEY, task.key)
              .put(Keys.SPILL_DIRECTION, word.equals("disk-read") ? "read" : "write");
      default -> attributes.put(Keys.TASK_PHASE, word);
    }
    action.forEach((key, value) -> {
      if (!MAPPED_ACTION.contains(key)) {
        attributes.put("dask." + key, value);
      }
    });
    Span.Status status =
        !word.equals("compute") ? Span.Status.UNSET : failed ? Span.Status.ERROR : Span.Status.OK;
    String text = failed ? task.said.text("exception_text") : null;
    return Spans.of(
        origins.worker(task.worker), id, "dask." + word, start, stop, status, text, attributes);
  }

  private static void attempt(Task task, boolean failed, Attributes.Builder attributes) {
    Attributes said = task.said;
    Long bytes = said.integer("nbytes");
    if (bytes != null && bytes >= 0) {
      attributes.put(Keys.TASK_RESULT_BYTES, bytes);
    }
    Value thread = said.get("thread");
    if (thread != null) {
      attributes.put(Keys.THREAD_ID, thread);
    }
    String text = said.text("exception_text");
    if (failed && text != null) {
      Python.exception(text, attributes);
    }
    String traceback = said.text("traceback_text");
    if (failed && traceback != null) {
      attributes.put(Keys.EXCEPTION_STACKTRACE, traceback);
    }
    said.forEach((key, value) -> {
      if (!MAPPED.contains(key)) {
        attributes.put("dask." + key, value);
      }
    });
    if (said.get("metadata") instanceof Value.Map map && !map.entries().isEmpty()) {
      attributes.put("dask.metadata", map);
    }
  }

  /** The stream does not say which of its inputs a task received, only from whom. */
  private static void transfer(Task task, @Nullable String source, Attributes.Builder attributes) {
    attributes.put(Keys.TRANSFER_KEY, "inputs").put(Keys.TRANSFER_TO, task.worker);
    if (source != null) {
      attributes.put(Keys.TRANSFER_FROM, source);
    }
  }
}
