package dev.sonde.model.vocabulary;

import dev.sonde.model.Attributes;
import dev.sonde.model.WideEvent;
import org.jspecify.annotations.Nullable;

/** What the conventions read out of an event or a sample: whose it is. Everything absent is null. */
public record RecordFacts(
    @Nullable String run,
    @Nullable String service,
    @Nullable String worker,
    @Nullable String taskKey,
    @Nullable String taskPrefix) {

  public static RecordFacts of(WideEvent record) {
    Attributes own = record.attributes();
    Attributes resource = record.origin().resource();
    String taskKey = own.text(Keys.TASK_KEY);
    String prefix = taskKey == null ? null : own.text(Keys.TASK_PREFIX);
    return new RecordFacts(
        firstText(own, resource, Keys.RUN_ID),
        firstText(resource, own, Keys.SERVICE_NAME),
        firstText(own, resource, Keys.WORKER_ID),
        taskKey,
        taskKey != null && prefix == null ? TaskKeys.prefix(taskKey) : prefix);
  }

  /** The first of the two that has a text under the key that is not empty. */
  static @Nullable String firstText(Attributes first, Attributes second, String key) {
    String text = first.text(key);
    if (text == null) {
      text = second.text(key);
    }
    return text == null || text.isEmpty() ? null : text;
  }
}
