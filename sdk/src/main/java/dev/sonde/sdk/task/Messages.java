package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.scope.Carry;
import dev.sonde.sdk.scope.Within;
import java.util.Map;

/**
 * Messages between parties, told by both sides under one id. The headers that {@link #sent} gives travel
 * with the message; {@link #handling} makes what is done with it a part of the sender's trace and run.
 * Never throws.
 */
public final class Messages {

  private final Recorder recorder;

  Messages(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * @return W3C headers to send along
   */
  public Map<String, String> sent(String id, String from, String to, String type, long bytes) {
    event(Keys.EVENT_MESSAGE_SENT, id, from, to, type, bytes);
    return recorder.isOff() ? Map.of() : Carry.headers(recorder.around());
  }

  public void received(String id, String from, String to, String type, long bytes) {
    event(Keys.EVENT_MESSAGE_RECEIVED, id, from, to, type, bytes);
  }

  /** Until it is closed, this thread works for the sender of a message with those headers. */
  public Within handling(Map<String, String> headers) {
    return recorder.isOff() || headers == null
        ? Within.nothing()
        : Within.context(Carry.context(recorder.around(), headers));
  }

  private void event(String name, String id, String from, String to, String type, long bytes) {
    recorder
        .event(name)
        .put(Fields.MESSAGE_ID, id)
        .put(Fields.MESSAGE_FROM, from)
        .put(Fields.MESSAGE_TO, to)
        .put(Fields.MESSAGE_TYPE, type)
        .put(Fields.MESSAGE_SIZE, bytes)
        .emit();
  }
}
