package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.TaskKeys;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler knows of its tasks: each call is one event, as of now. From these, {@code observe}
 * knows the graph and the state of every task, also of those that never ran. May be called from any
 * thread; never throws.
 */
public final class Tasks {

  private static final String SUBMITTED = "submitted";

  private final Recorder recorder;
  private final @Nullable Context context;

  Tasks(Recorder recorder, @Nullable Context context) {
    this.recorder = recorder;
    this.context = context;
  }

  /**
   * @param dependencies keys of the tasks whose results it needs
   */
  public void submitted(String key, Collection<String> dependencies) {
    submitted(key, null, dependencies);
  }

  /**
   * @param prefix its kind; derived from the key where null
   * @param dependencies keys of the tasks whose results it needs
   */
  public void submitted(String key, @Nullable String prefix, Collection<String> dependencies) {
    transition(key, null, SUBMITTED)
        .put(Fields.TASK_PREFIX, prefix == null && key != null ? TaskKeys.prefix(key) : prefix)
        .put(Fields.TASK_DEPENDENCIES, listed(dependencies))
        .emit();
  }

  /** It waits for dependencies. */
  public void waiting(String key) {
    transition(key, null, "waiting").emit();
  }

  /** All that it needs is there. */
  public void ready(String key) {
    transition(key, null, "ready").emit();
  }

  /** It could run, and the scheduler holds it back. */
  public void queued(String key) {
    transition(key, null, "queued").emit();
  }

  /** It was given to a worker, to be run there. */
  public void assigned(String key, String worker) {
    transition(key, null, "processing").put(Fields.WORKER_ID, worker).emit();
  }

  /**
   * Why it was given to that worker; beside {@link #assigned}.
   *
   * @param candidates the workers that it could have gone to
   */
  public void placed(String key, String worker, String reason, Collection<String> candidates) {
    recorder
        .event(Keys.EVENT_TASK_PLACED, context)
        .put(Fields.TASK_KEY, key)
        .put(Fields.WORKER_ID, worker)
        .put(Fields.PLACEMENT_REASON, reason)
        .put(Fields.PLACEMENT_CANDIDATES, listed(candidates))
        .emit();
  }

  /** It is done, and its result is held by that worker. */
  public void inMemory(String key, String worker) {
    transition(key, null, "memory").put(Fields.WORKER_ID, worker).emit();
  }

  /** It failed for good, or something that it needs did. */
  public void erred(String key, @Nullable Throwable why) {
    transition(key, null, "erred").exception(why).emit();
  }

  /** Its result is no longer needed. */
  public void released(String key) {
    transition(key, null, "released").emit();
  }

  public void cancelled(String key) {
    transition(key, null, "cancelled").emit();
  }

  /** Any other change, in the states of docs/conventions.md. */
  public void transition(String key, String from, String to, @Nullable String worker) {
    transition(key, from, to).put(Fields.WORKER_ID, worker).emit();
  }

  private EventBuilder transition(
      @Nullable String key, @Nullable String from, @Nullable String to) {
    return recorder
        .event(Keys.EVENT_TASK_TRANSITION, context)
        .put(Fields.TASK_KEY, key)
        .put(Fields.TASK_STATE_FROM, from)
        .put(Fields.TASK_STATE_TO, to);
  }

  private static @Nullable List<String> listed(@Nullable Collection<String> keys) {
    return keys == null ? null : EventBuilder.present(keys);
  }
}
