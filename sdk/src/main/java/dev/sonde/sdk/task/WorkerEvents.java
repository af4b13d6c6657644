package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** What happens to one worker; each call is one event, as of now. Never throws. */
public final class WorkerEvents {

  private final Recorder recorder;
  private final @Nullable String id;
  private final @Nullable Context context;

  WorkerEvents(Recorder recorder, @Nullable String id, @Nullable Context context) {
    this.recorder = recorder;
    this.id = id;
    this.context = context;
  }

  /**
   * @param slots tasks that it executes at once
   */
  public void joined(int slots) {
    event(Keys.EVENT_WORKER_ADDED).put(Fields.WORKER_THREADS, (long) slots).emit();
  }

  /**
   * @param slots null where it executes as many as there are
   */
  public void joined(@Nullable Integer slots) {
    event(Keys.EVENT_WORKER_ADDED)
        .put(Fields.WORKER_THREADS, slots == null ? null : slots.longValue())
        .emit();
  }

  public void left(@Nullable String reason) {
    event(Keys.EVENT_WORKER_REMOVED).put(Fields.WORKER_REASON, reason).emit();
  }

  /** It takes no more work for now, as its memory is short. */
  public void paused(@Nullable String reason) {
    event(Keys.EVENT_WORKER_PAUSED).put(Fields.WORKER_REASON, reason).emit();
  }

  public void resumed() {
    event(Keys.EVENT_WORKER_RESUMED).emit();
  }

  private EventBuilder event(String name) {
    return recorder.event(name, context).put(Fields.WORKER_ID, id);
  }
}
