package dev.sonde.ingest.chrome;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What metadata events say of processes and threads. */
final class Names {

  /** A damaged file must not fill the memory with processes that never were. */
  private static final int REMEMBERED = 50_000;

  private final Map<String, Attributes.Builder> processes = new HashMap<>();
  private final Map<TraceEvent.Place, String> threads = new HashMap<>();
  private final Set<String> workers = new HashSet<>();
  private final Map<String, Origin> origins = new HashMap<>();

  private @Nullable String run;

  void learn(TraceEvent event) {
    if (processes.size() + threads.size() > REMEMBERED) {
      return;
    }
    String pid = event.place().process();
    String said = event.args().text("name");
    switch (event.name()) {
      case "process_name" -> about(pid, Keys.SERVICE_NAME, said);
      case "process_labels" -> about(pid, "process.labels", event.args().text("labels"));
      case "thread_name" -> {
        if (said != null) {
          threads.put(event.place(), said);
        }
      }
      default -> {
        // The order in which viewers show processes and threads, and the state of Chrome's browser.
      }
    }
  }

  private void about(String pid, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      processes.computeIfAbsent(pid, p -> Attributes.builder()).put(key, value);
      origins.remove(pid);
    }
  }

  /** This process executes tasks; its name is the worker's id, as Sonde writes it. */
  void isWorker(String pid) {
    if (workers.add(pid)) {
      origins.remove(pid);
    }
  }

  /** All of the trace is of one run. */
  void isRun(String id) {
    if (!id.equals(run)) {
      run = id;
      origins.clear();
    }
  }

  @Nullable String thread(TraceEvent.Place place) {
    return threads.get(place);
  }

  Origin origin(String pid) {
    if (origins.size() > REMEMBERED) {
      origins.clear();
    }
    return origins.computeIfAbsent(pid, this::made);
  }

  private Origin made(String pid) {
    Attributes.Builder known = processes.get(pid);
    Attributes said = known == null ? Attributes.EMPTY : known.build();
    Attributes.Builder resource = Attributes.builder();
    String name = said.text(Keys.SERVICE_NAME);
    resource.put(Keys.SERVICE_NAME, name == null ? "process " + pid : name);
    if (!pid.isEmpty()) {
      resource.put(Keys.SERVICE_INSTANCE_ID, pid);
    }
    if (workers.contains(pid) && name != null) {
      resource.put(Keys.WORKER_ID, name);
    }
    if (run != null) {
      resource.put(Keys.RUN_ID, run);
    }
    Value labels = said.get("process.labels");
    if (labels != null) {
      resource.put("process.labels", labels);
    }
    return new Origin(resource.build());
  }
}
