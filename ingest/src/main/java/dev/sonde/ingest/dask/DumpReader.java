package dev.sonde.ingest.dask;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Attributes;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Value;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Walks a dump: tasks, transitions and workers of the scheduler, then the logs of each worker. */
final class DumpReader {

  private static final Set<String> OF_TASK =
      Set.of("dependencies", "state", "prefix", "exception_text", "traceback_text");

  private static final Set<String> OF_WORKER = Set.of("nthreads", "name", "host", "pid");

  private final Input input;
  private final Problems problems;
  private final YamlCursor yaml;
  private final DumpedTasks tasks;
  private final Batches batches;
  private boolean workers;

  DumpReader(Input input, Batches batches, Problems problems) {
    this.input = input;
    this.problems = problems;
    this.batches = batches;
    this.yaml = new YamlCursor(input.stream());
    this.tasks = new DumpedTasks(batches);
  }

  void run() throws IOException {
    try {
      while (yaml.hasNext()) {
        if (YamlCursor.is(yaml.next(), Event.ID.MappingStart)) {
          top();
        }
      }
      ended();
    } catch (YamlEngineException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      truncated("the dump is cut or damaged here: " + message);
    }
  }

  private void ended() {
    if (yaml.isUnsure() || !workers) {
      truncated("the dump ends before all of its workers are told");
    } else {
      tasks.untold();
    }
  }

  private void truncated(String message) {
    problems.note(Code.TRUNCATED, where(), message + "; what came before is kept");
  }

  private String where() {
    return input.atLine(yaml.line());
  }

  private void top() {
    members((key, event) -> {
      switch (key) {
        case "scheduler" -> within(event, this::scheduler);
        case "workers" -> {
          workers = true;
          within(event, this::worker);
        }
        default -> yaml.skip(event);
      }
    });
  }

  private interface Member {
    void take(String key, Event value);
  }

  private void within(Event event, Member member) {
    if (YamlCursor.is(event, Event.ID.MappingStart)) {
      members(member);
    } else {
      yaml.skip(event);
    }
  }

  private void members(Member member) {
    String key;
    while ((key = yaml.key()) != null) {
      member.take(key, yaml.next());
    }
  }

  private void scheduler(String key, Event event) {
    switch (key) {
      case "tasks" -> within(event, this::task);
      case "workers" ->
          within(event, (address, worker) -> tasks.worker(address, object(worker, OF_WORKER)));
      case "transition_log" -> each(event, tasks::transition);
      default -> yaml.skip(event);
    }
  }

  private void task(String key, Event event) {
    tasks.known(key, object(event, OF_TASK));
  }

  private Attributes object(Event event, Set<String> wanted) {
    return yaml.value(event, wanted) instanceof Value.Map map ? map.entries() : Attributes.EMPTY;
  }

  private void worker(String address, Event event) {
    WorkerLog log = new WorkerLog(address, tasks, batches);
    within(
        event,
        (key, member) -> {
          switch (key) {
            case "log" -> {
              each(member, log::transition);
              yaml.whenMoreFollows(log::unfinished);
            }
            case "logs" -> each(member, log::line);
            case "transfer_incoming_log", "incoming_transfer_log" -> each(member, log::incoming);
            default -> yaml.skip(member);
          }
        });
  }

  /** What can be made from an element of a list; null where it was used. */
  interface Taker {
    @Nullable Flaw take(Value element);
  }

  private void each(Event first, Taker taker) {
    if (!YamlCursor.is(first, Event.ID.SequenceStart)) {
      yaml.skip(first);
      return;
    }
    for (Event event = yaml.next();
        !YamlCursor.is(event, Event.ID.SequenceEnd);
        event = yaml.next()) {
      String where = where();
      Value element = yaml.value(event, null);
      Consumer<Value> sure =
          value -> {
            Flaw flaw = taker.take(value);
            if (flaw != null) {
              problems.reject(flaw.code(), where, flaw.message());
            }
          };
      yaml.whenMoreFollows(() -> sure.accept(element));
    }
  }
}
