package dev.sonde.ingest.ray;

import dev.sonde.ingest.chrome.TraceEvent;
import dev.sonde.ingest.json.Ids;
import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.vocabulary.Keys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From Ray's profile events to the conventions. */
final class Mapping {

  private static final String EXECUTION = "task::";
  private static final String PHASE = "task:";
  private static final String SUBMIT = "submit_task";

  static boolean isExecution(TraceEvent event) {
    return event.category().startsWith(EXECUTION) && !key(event).isEmpty();
  }

  static boolean isPhase(TraceEvent event) {
    return event.category().startsWith(PHASE) && !event.category().startsWith(EXECUTION);
  }

  /** The task's id; all attempts of a task have the same. */
  static String key(TraceEvent event) {
    String id = event.args().text("task_id");
    return id == null ? "" : id;
  }

  Span attempt(Timeline.Execution execution, Names names) {
    TraceEvent event = execution.event;
    TraceEvent failed = execution.failed;
    Attributes.Builder attributes =
        Attributes.builder()
            .put(Keys.TASK_KEY, key(event))
            .put(Keys.TASK_PREFIX, event.category().substring(EXECUTION.length()))
            .put(Keys.TASK_ATTEMPT, execution.attempt);
    Attributes thrown = failed == null ? Attributes.EMPTY : thrown(failed);
    others(event, attributes);
    return span(event, 0, names, attributes.build(), thrown);
  }

  /** A phase of an execution, or anything else that a worker or the driver does. */
  Span within(TraceEvent event, Timeline.@Nullable Execution around, Names names) {
    Attributes.Builder attributes = Attributes.builder();
    if (around != null && isPhase(event)) {
      attributes
          .put(Keys.TASK_KEY, key(around.event))
          .put(Keys.TASK_PREFIX, around.event.category().substring(EXECUTION.length()))
          .put(Keys.TASK_ATTEMPT, around.attempt)
          .put(Keys.TASK_PHASE, phase(event.category().substring(PHASE.length())));
    } else if (event.category().equals(SUBMIT) && around == null) {
      attributes.put(Keys.RUN_PHASE, "submit");
    }
    attributes.putAll(thrown(event));
    others(event, attributes);
    long parent = around == null ? 0 : id(around.event);
    return span(event, parent, names, attributes.build(), Attributes.EMPTY);
  }

  private static String phase(String step) {
    return switch (step) {
      case "deserialize_arguments" -> "deserialize";
      case "store_outputs" -> "store";
      default -> step;
    };
  }

  /** Ray writes a class as Python shows it. */
  private static Attributes thrown(TraceEvent event) {
    String trace = event.args().text("traceback");
    if (trace == null) {
      return Attributes.EMPTY;
    }
    Attributes.Builder thrown = Attributes.builder();
    String type = event.args().text("type");
    if (type != null) {
      boolean shown = type.startsWith("<class '") && type.endsWith("'>");
      thrown.put(Keys.EXCEPTION_TYPE, shown ? type.substring(8, type.length() - 2) : type);
    }
    String message = event.args().text("value");
    if (message != null) {
      thrown.put(Keys.EXCEPTION_MESSAGE, message);
    }
    return thrown.put(Keys.EXCEPTION_STACKTRACE, trace).build();
  }

  private static void others(TraceEvent event, Attributes.Builder attributes) {
    if (!event.category().equals(event.name())) {
      attributes.put("ray.category", event.category());
    }
    boolean failed = event.args().has("traceback");
    event
        .args()
        .forEach((key, value) -> {
          boolean told =
              failed && (key.equals("type") || key.equals("value") || key.equals("traceback"));
          boolean same = key.equals("name") && event.name().equals(event.args().text("name"));
          if (!told && !same && !key.equals("task_id")) {
            attributes.put("ray." + key, value);
          }
        });
    if (event.args().has("task_id") && !isExecution(event)) {
      attributes.put("ray.task_id", key(event));
    }
    event.rest().forEach((key, value) -> attributes.put("ray." + key, value));
  }

  private static Span span(
      TraceEvent event, long parent, Names names, Attributes attributes, Attributes thrown) {
    Long start = event.time();
    Long end = event.end();
    long begun = start == null ? 0 : start;
    boolean failed = !thrown.isEmpty();
    long ended = end == null ? Span.OPEN : end;
    return new Span(
        names.origin(event.place()),
        new SpanId(0, 0, id(event)),
        parent,
        event.name().isEmpty() ? event.category() : event.name(),
        Span.Kind.UNSPECIFIED,
        begun,
        ended,
        failed ? Span.Status.ERROR : Span.Status.UNSET,
        "",
        attributes,
        failed
            ? List.of(
                new Span.Moment(end == null ? begun : end, "exception", thrown, Attributes.EMPTY))
            : List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  private static long id(TraceEvent event) {
    return Ids.made(
        event.place().process(),
        event.place().thread(),
        event.category(),
        event.name(),
        String.valueOf(event.time()),
        String.valueOf(event.duration()),
        key(event));
  }
}
