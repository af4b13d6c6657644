package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import org.jspecify.annotations.Nullable;

/** What a cache of results was asked for. Never throws. */
public final class Cache {

  private final Recorder recorder;

  Cache(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * @param hit whether it was there
   * @param taskKey the task whose result it is, where there is one
   */
  public void lookup(String cacheKey, boolean hit, @Nullable String taskKey) {
    recorder
        .event(Keys.EVENT_CACHE_LOOKUP)
        .put(Fields.CACHE_KEY, cacheKey)
        .put(Fields.CACHE_HIT, hit)
        .put(Fields.TASK_KEY, taskKey)
        .emit();
  }
}
