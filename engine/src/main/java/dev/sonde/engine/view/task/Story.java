package dev.sonde.engine.view.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a task, from all kinds of records, in time order. */
final class Story {

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * One line of it.
   *
   * @param durationS null for what is only a moment, and for what is open
   */
  record Step(
      long atNs, String what, @Nullable Double durationS, @Nullable String where, boolean open) {}

  private Story() {}

  static List<Step> of(TaskResult task) {
    List<Step> steps = new ArrayList<>();
    moment(steps, task.submittedNs(), "submitted");
    moment(steps, task.readyNs(), "ready: all dependencies done");
    moment(steps, task.assignedNs(), "assigned to a worker");
    task.events().forEach(event -> steps.add(step(event)));
    task.spans().forEach(span -> steps.add(step(span)));
    steps.sort(Comparator.comparingLong(Step::atNs));
    return steps;
  }

  private static void moment(List<Step> steps, @Nullable Long nanos, String what) {
    if (nanos != null) {
      steps.add(new Step(nanos, what, null, null, false));
    }
  }

  private static Step step(TaskResult.Event event) {
    String what;
    if ("task.transition".equals(event.name())) {
      String from = attribute(event, "task.state.from");
      String to = attribute(event, "task.state.to");
      String why = attribute(event, "exception.message");
      what = (from == null ? "becomes " + to : from + " → " + to) + (why == null ? "" : ": " + why);
    } else if ("task.placed".equals(event.name())) {
      String reason = attribute(event, "placement.reason");
      what = reason == null ? "placed" : "placed: " + reason;
    } else {
      String body = event.body();
      what =
          event.name() == null
              ? "log: " + (body == null ? "" : body)
              : body == null || body.equals(event.name())
                  ? event.name()
                  : event.name() + ": " + body;
    }
    return new Step(event.atNs(), what, null, event.worker(), false);
  }

  private static Step step(TaskResult.Span span) {
    String name = span.name() == null ? "span" : span.name();
    String what =
        switch (span.role() == null ? "" : span.role()) {
          case "attempt" -> "runs: " + name;
          case "transfer", "spill" -> other(span, name);
          default -> name;
        };
    if ("error".equals(span.status())) {
      what += " (failed)";
    }
    return new Step(span.startNs(), what, span.durationS(), place(span), span.endNs() == null);
  }

  private static String other(TaskResult.Span span, String name) {
    if (span.result()) {
      return name + " of the result" + (span.of() == null ? "" : " for " + span.of());
    }
    return span.of() == null ? name : name + " of " + span.of();
  }

  private static @Nullable String place(TaskResult.Span span) {
    return span.fromWorker() == null || span.toWorker() == null
        ? span.worker()
        : span.fromWorker() + " → " + span.toWorker();
  }

  private static @Nullable String attribute(TaskResult.Event event, String key) {
    try (JsonParser parser = FACTORY.createParser(event.attributes().text())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals(key) && value.isScalarValue()) {
          return parser.getText();
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("the attributes of an event are no JSON", e);
    }
  }
}
