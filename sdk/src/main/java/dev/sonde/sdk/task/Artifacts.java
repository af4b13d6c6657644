package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import org.jspecify.annotations.Nullable;

/** Things that some parties make and others take up, as on a blackboard. Never throws. */
public final class Artifacts {

  private final Recorder recorder;

  Artifacts(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * @param id unique among the artifacts of the run
   * @param type its kind
   */
  public void produced(String id, String type, String producer) {
    event(Keys.EVENT_ARTIFACT_PRODUCED, id, type, producer, null);
  }

  public void consumed(String id, String type, @Nullable String producer, String consumer) {
    event(Keys.EVENT_ARTIFACT_CONSUMED, id, type, producer, consumer);
  }

  private void event(
      String name, String id, String type, @Nullable String producer, @Nullable String consumer) {
    recorder
        .event(name)
        .put(Fields.ARTIFACT_ID, id)
        .put(Fields.ARTIFACT_TYPE, type)
        .put(Fields.ARTIFACT_PRODUCER, producer)
        .put(Fields.ARTIFACT_CONSUMER, consumer)
        .emit();
  }
}
