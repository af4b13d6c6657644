package dev.sonde.ingest.dask;

import dev.sonde.ingest.Batches;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the scheduler tells of tasks and workers; kept until it is known when it happened. */
final class DumpedTasks {

  /** Tasks of which something is kept: a scheduler with more has other troubles. */
  private static final int REMEMBERED = 2_000_000;

  private final Batches batches;
  private final Map<String, Attributes> untold = new LinkedHashMap<>();
  private final Map<String, Attributes> erred = new HashMap<>();
  private final Map<String, Origin> workers = new HashMap<>();
  private long latest;

  DumpedTasks(Batches batches) {
    this.batches = batches;
  }

  void known(String key, Attributes task) {
    if (untold.size() < REMEMBERED) {
      Attributes.Builder first = Attributes.builder(3);
      first.put(Keys.TASK_DEPENDENCIES, dependencies(task.get("dependencies")));
      String prefix = task.text("prefix");
      if (prefix != null && prefix.startsWith("<") && prefix.contains(": ")) {
        first.put(Keys.TASK_PREFIX, prefix.substring(1, prefix.indexOf(": ")));
      }
      String state = task.text("state");
      state(first, Keys.TASK_STATE_TO, state == null ? "" : state);
      untold.put(key, first.build());
    }
    if (task.text("exception_text") != null && erred.size() < REMEMBERED) {
      erred.put(key, task);
    }
  }

  private static Value dependencies(@Nullable Value said) {
    List<String> keys = new ArrayList<>();
    if (said instanceof Value.Array array) {
      for (Value value : array.values()) {
        String key = value instanceof Value.Text text ? keyOf(text.value()) : null;
        if (key != null) {
          keys.add(key);
        }
      }
    }
    return Value.ofTexts(keys);
  }

  /** {@code <TaskState 'load-1' memory>}: the key, without the quotes of a text. */
  static @Nullable String keyOf(String shown) {
    String begin = "<TaskState ";
    int end = shown.lastIndexOf(' ');
    if (!shown.startsWith(begin) || end <= begin.length()) {
      return null;
    }
    String key = shown.substring(begin.length(), end);
    boolean quoted = key.length() > 2 && (key.charAt(0) == '\'' || key.charAt(0) == '"');
    return quoted ? key.substring(1, key.length() - 1) : key;
  }

  void worker(String address, Attributes said) {
    Attributes.Builder resource =
        Attributes.builder()
            .put(Keys.SERVICE_NAME, "worker")
            .put(Keys.SERVICE_INSTANCE_ID, address)
            .put(Keys.WORKER_ID, address);
    copy(said, "nthreads", Keys.WORKER_THREADS, resource);
    copy(said, "host", "host.name", resource);
    copy(said, "pid", "process.pid", resource);
    copy(said, "name", "dask.worker.name", resource);
    workers.put(address, new Origin(resource.build()));
  }

  private static void copy(Attributes from, String name, String key, Attributes.Builder to) {
    Value value = from.get(name);
    if (value != null && !(value instanceof Value.Empty)) {
      to.put(key, value);
    }
  }

  Origin worker(String address) {
    if (!workers.containsKey(address)) {
      worker(address, Attributes.EMPTY);
    }
    Origin known = workers.get(address);
    return known == null ? Origin.UNKNOWN : known;
  }

  /** What a task that erred had thrown. */
  Attributes thrown(String key) {
    return erred.getOrDefault(key, Attributes.EMPTY);
  }

  void seen(long time) {
    latest = Math.max(latest, time);
  }

  /** {@code [key, from, to, recommendations, stimulus, time]}, in later versions with more between. */
  @Nullable Flaw transition(Value element) {
    List<Value> parts = element instanceof Value.Array array ? array.values() : List.of();
    String key = parts.size() < 5 ? null : Python.key(parts.getFirst());
    if (key == null
        || !(parts.get(1) instanceof Value.Text from)
        || !(parts.get(2) instanceof Value.Text to)) {
      return new Flaw(Code.MALFORMED, "an element of transition_log that is no transition");
    }
    Long time = Python.nanos(parts.getLast());
    if (time == null) {
      return new Flaw(Code.MISSING_TIME, "a transition of task " + key + " has no time");
    }
    Attributes.Builder attributes = Attributes.builder().put(Keys.TASK_KEY, key);
    state(attributes, Keys.TASK_STATE_FROM, from.value());
    state(attributes, Keys.TASK_STATE_TO, to.value());
    if (parts.get(parts.size() - 2) instanceof Value.Text stimulus) {
      attributes.put("dask.stimulus_id", stimulus);
    }
    Attributes first = untold.remove(key);
    if (first != null) {
      first.forEach((name, value) -> {
        if (!name.equals(Keys.TASK_STATE_TO)) {
          attributes.put(name, value);
        }
      });
    }
    add(time, attributes);
    return null;
  }

  /** Tasks whose transitions were forgotten: their state, as of the last that is told. */
  void untold() {
    for (Map.Entry<String, Attributes> task : untold.entrySet()) {
      if (latest > 0 && !task.getKey().isEmpty()) {
        add(latest, Attributes.builder().put(Keys.TASK_KEY, task.getKey()).putAll(task.getValue()));
      }
    }
  }

  private void add(long time, Attributes.Builder attributes) {
    seen(time);
    batches.add(
        new Event(
            Origins.SCHEDULER,
            time,
            Keys.EVENT_TASK_TRANSITION,
            0,
            null,
            SpanId.NONE,
            attributes.build(),
            Attributes.EMPTY));
  }

  /** Dask's states that Frisky has no word for keep theirs beside it. */
  private static void state(Attributes.Builder attributes, String key, String state) {
    String word =
        switch (state) {
          case "no-worker" -> "ready";
          case "forgotten" -> "released";
          default -> state;
        };
    if (!word.isEmpty()) {
      attributes.put(key, word);
    }
    if (!word.equals(state)) {
      attributes.put(key.replace("task.", "dask."), state);
    }
  }
}
