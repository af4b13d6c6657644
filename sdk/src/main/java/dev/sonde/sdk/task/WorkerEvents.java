package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import org.jspecify.annotations.Nullable;

/** What happens to one worker; each call is one event, as of now. Never throws. */
public final class WorkerEvents {

  private final Recorder recorder;
  private final @Nullable String id;

  WorkerEvents(Recorder recorder, @Nullable String id) {
    this.recorder = recorder;
    this.id = id;
  }

  /**
   * @param slots tasks that it executes at once
   */
  public void joined(int slots) {
    event(Keys.EVENT_WORKER_ADDED).put(Fields.WORKER_THREADS, (long) slots).emit();
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
    return recorder.event(name).put(Fields.WORKER_ID, id);
  }
}
