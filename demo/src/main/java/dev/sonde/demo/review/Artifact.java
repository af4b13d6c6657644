package dev.sonde.demo.review;

import dev.sonde.demo.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What agents react to, and make.
 *
 * @param round how often something like it has been made before, from 1
 */
record Artifact(String id, String type, String producer, int round, String text) {

  static Artifact of(String type, String producer, int round, String text) {
    return new Artifact(UUID.randomUUID().toString(), type, producer, round, text);
  }

  Frame frame(String message) {
    return Frame.of(message, "id", id, "type", type, "producer", producer, "round", round)
        .with(text.getBytes(StandardCharsets.UTF_8));
  }

  static Artifact of(Frame frame) {
    return new Artifact(
        frame.text("id"),
        frame.text("type"),
        frame.text("producer"),
        (int) frame.number("round"),
        new String(frame.payload(), StandardCharsets.UTF_8));
  }
}
