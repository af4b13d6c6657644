package dev.sonde.demo.cluster;

import dev.sonde.demo.wire.Frame;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.task.Tasks;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs one graph of tasks on a cluster: hands out what is ready to the worker that holds most of what it
 * needs, tries again what failed, lets go what nobody needs any more. For one thread.
 */
public final class Scheduler {

  private static final Logger LOG = Logger.getLogger(Scheduler.class.getName());

  /** What came of a graph. */
  public record Outcome(
      int tasks, int attempts, int failures, int retried, Set<String> erred, Set<String> waiting) {

    public Outcome {
      erred = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(erred));
      waiting = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(waiting));
    }
  }

  private final Tasks tasks;
  private final Tracer tracer;
  private final Cluster cluster;
  private final Map<String, TaskState> states = new LinkedHashMap<>();
  private final PriorityQueue<TaskState> ready =
      new PriorityQueue<>(Comparator.comparingInt(state -> state.order));
  private int processing;
  private int attempts;
  private int failures;
  private int retried;

  public Scheduler(Sonde sonde, Cluster cluster) {
    tasks = sonde.tasks();
    tracer = sonde.openTelemetry().getTracer("dev.sonde.demo");
    this.cluster = cluster;
  }

  /**
   * Takes a graph, in the order in which it is to be worked on.
   *
   * @param wanted keys of the results that are kept to the end
   */
  public void submit(List<TaskSpec> graph, Collection<String> wanted) {
    for (TaskSpec spec : graph) {
      TaskState state = new TaskState(spec, states.size());
      state.submitted = now();
      state.wanted = wanted.contains(spec.key());
      states.put(spec.key(), state);
      tasks.submitted(spec.key(), spec.prefix(), spec.dependencies());
    }
    for (TaskState state : states.values()) {
      for (String key : state.spec.dependencies()) {
        TaskState dependency = states.get(key);
        if (dependency == null) {
          throw new IllegalArgumentException(state.key() + " needs " + key + ", which is no task");
        }
        dependency.dependents.add(state);
        dependency.unfinishedDependents++;
      }
    }
    for (TaskState state : states.values()) {
      if (state.missing.isEmpty()) {
        becomeReady(state);
      } else {
        tasks.waiting(state.key());
      }
    }
  }

  /** Works until nothing can be done any more. */
  public Outcome run() throws IOException, InterruptedException {
    assign();
    while (processing > 0) {
      Frame frame = cluster.receive();
      switch (frame.type()) {
        case "done" -> done(frame);
        case "failed" -> failed(frame);
        default -> throw new IllegalStateException("a message '" + frame.type() + "'");
      }
      assign();
    }
    Set<String> erred = new LinkedHashSet<>();
    Set<String> waiting = new LinkedHashSet<>();
    for (TaskState state : states.values()) {
      if (state.stage == TaskState.Stage.ERRED) {
        erred.add(state.key());
      } else if (state.stage == TaskState.Stage.WAITING) {
        waiting.add(state.key());
      }
    }
    return new Outcome(states.size(), attempts, failures, retried, erred, waiting);
  }

  /** The result of a wanted task that is done. */
  public double[] gather(String key) throws IOException {
    TaskState state = states.get(key);
    if (state == null || state.worker == null || state.stage != TaskState.Stage.MEMORY) {
      throw new IOException(key + " has no result");
    }
    return Codec.numbers(cluster.get(state.worker, key));
  }

  private void becomeReady(TaskState state) {
    state.stage = TaskState.Stage.READY;
    state.ready = now();
    state.held = false;
    ready.add(state);
    tasks.ready(state.key());
  }

  private void assign() throws IOException {
    List<TaskState> left = new ArrayList<>();
    for (TaskState next = ready.poll(); next != null; next = ready.poll()) {
      List<Cluster.Member> free =
          cluster.members().stream().filter(Cluster.Member::hasRoom).toList();
      if (free.isEmpty()) {
        left.add(next);
        break;
      }
      assign(next, free);
    }
    left.addAll(ready);
    ready.clear();
    for (TaskState state : left) {
      if (!state.held) {
        state.held = true;
        tasks.queued(state.key());
      }
      ready.add(state);
    }
  }

  private void assign(TaskState state, List<Cluster.Member> free) throws IOException {
    Span span =
        tracer.spanBuilder("scheduler.place").setAttribute("task.key", state.key()).startSpan();
    Placement placement = Placement.choose(state, free, states);
    span.end();
    Cluster.Member member = placement.member();
    List<String> candidates = free.stream().map(each -> each.id).toList();
    tasks.placed(state.key(), member.id, placement.reason(), candidates);
    tasks.assigned(state.key(), member.id);
    state.stage = TaskState.Stage.PROCESSING;
    state.worker = member.id;
    state.attempts++;
    attempts++;
    processing++;
    member.processing++;
    member.link.send(compute(state));
  }

  private Frame compute(TaskState state) {
    List<String> holders = new ArrayList<>();
    for (String key : state.spec.dependencies()) {
      TaskState dependency = states.get(key);
      Cluster.Member holder =
          dependency == null || dependency.worker == null
              ? null
              : cluster.member(dependency.worker);
      holders.add(holder == null ? "nobody@0" : holder.id + "@" + holder.port);
    }
    Frame frame =
        Frame.of(
                "compute",
                "key",
                state.key(),
                "prefix",
                state.spec.prefix(),
                "attempt",
                state.attempts,
                "dependencies",
                Frame.joined(state.spec.dependencies()),
                "holders",
                Frame.joined(holders),
                "submitted",
                state.submitted,
                "ready",
                state.ready,
                "assigned",
                now())
            .with(dev.sonde.sdk.scope.Carry.headers());
    for (Map.Entry<String, String> argument : state.spec.arguments().entrySet()) {
      frame = frame.with("argument." + argument.getKey(), argument.getValue());
    }
    return frame;
  }

  private TaskState ended(Frame frame) {
    TaskState state = states.get(frame.text("key"));
    Cluster.Member member = cluster.member(frame.text("worker"));
    if (state == null || member == null) {
      throw new IllegalStateException("nobody asked for " + frame.fields());
    }
    processing--;
    member.processing--;
    return state;
  }

  private void done(Frame frame) throws IOException {
    TaskState state = ended(frame);
    state.stage = TaskState.Stage.MEMORY;
    state.bytes = frame.number("bytes");
    tasks.inMemory(state.key(), frame.text("worker"));
    for (TaskState dependent : state.dependents) {
      dependent.missing.remove(state.key());
      if (dependent.missing.isEmpty() && dependent.stage == TaskState.Stage.WAITING) {
        becomeReady(dependent);
      }
    }
    List<String> released = new ArrayList<>();
    for (String key : state.spec.dependencies()) {
      TaskState dependency = states.get(key);
      if (dependency != null && --dependency.unfinishedDependents == 0 && !dependency.wanted) {
        dependency.stage = TaskState.Stage.RELEASED;
        tasks.released(key);
        released.add(key);
      }
    }
    if (!released.isEmpty()) {
      for (Cluster.Member member : cluster.members()) {
        member.link.send(Frame.of("release", "keys", Frame.joined(released)));
      }
    }
  }

  private void failed(Frame frame) {
    TaskState state = ended(frame);
    failures++;
    if (state.attempts <= state.spec.retries()) {
      LOG.log(Level.WARNING, "{0} failed and is tried again", state.key());
      retried++;
      becomeReady(state);
    } else {
      LOG.log(
          Level.SEVERE,
          "{0} failed for good after {1} attempts",
          new Object[] {state.key(), state.attempts});
      state.stage = TaskState.Stage.ERRED;
      tasks.erred(state.key(), new TaskFailedException(frame.text("type"), frame.text("message")));
    }
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }
}
