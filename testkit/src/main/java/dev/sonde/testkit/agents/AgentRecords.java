package dev.sonde.testkit.agents;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.testkit.RecordLines;
import dev.sonde.testkit.agents.PlayedAgents.Handled;
import dev.sonde.testkit.agents.PlayedAgents.Sent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What agents did as records by the conventions, so that it goes the way of any capture. */
public final class AgentRecords {

  private static final long TRACE = 0x0af7651916cd43ddL;
  private static final long EPOCH = 1_790_000_000_000_000_000L;

  private final PlayedAgents played;
  private final String run;
  private final boolean parents;
  private final Map<String, Origin> origins = new HashMap<>();

  private AgentRecords(PlayedAgents played, String run, boolean parents) {
    this.played = played;
    this.run = run;
    this.parents = parents;
  }

  /**
   * The records as lines of JSON.
   *
   * @param run its id
   * @param parents whether a span names the one of another party that it was asked in; otherwise only
   *     the messages tell
   */
  public static void write(PlayedAgents played, String run, boolean parents, Path file) {
    RecordLines.write(file, new AgentRecords(played, run, parents)::all);
  }

  private void all(Consumer<WideEvent> sink) {
    for (int i = 0; i < played.spans().size(); i++) {
      sink.accept(span(i));
    }
    for (int i = 0; i < played.messages().size(); i++) {
      Sent sent = played.messages().get(i);
      sink.accept(said(Keys.EVENT_MESSAGE_SENT, i, sent.from(), sent.sentNanos()));
      sink.accept(said(Keys.EVENT_MESSAGE_RECEIVED, i, sent.to(), sent.receivedNanos()));
    }
  }

  private Span span(int number) {
    Handled handled = played.spans().get(number);
    boolean told = handled.parent() >= 0 && (parents || handled.own());
    return new Span(
        origin(handled.party()),
        id(number),
        told ? handled.parent() + 1 : 0,
        handled.name(),
        Span.Kind.INTERNAL,
        EPOCH + handled.startNanos(),
        EPOCH + handled.endNanos(),
        Span.Status.OK,
        "",
        Attributes.builder()
            .put(Keys.GEN_AI_AGENT_NAME, Value.of(handled.party()))
            .put("gen_ai.tool.call.arguments", Value.of(handled.asked()))
            .build(),
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  private Event said(String name, int message, int span, long nanos) {
    Sent sent = played.messages().get(message);
    return new Event(
        origin(played.spans().get(span).party()),
        EPOCH + nanos,
        name,
        0,
        null,
        id(span),
        Attributes.builder()
            .put(Keys.MESSAGE_ID, Value.of("message-" + message))
            .put(Keys.MESSAGE_FROM, Value.of(played.spans().get(sent.from()).party()))
            .put(Keys.MESSAGE_TO, Value.of(played.spans().get(sent.to()).party()))
            .build(),
        Attributes.EMPTY);
  }

  private SpanId id(int number) {
    return new SpanId(TRACE, run.hashCode(), number + 1);
  }

  private Origin origin(String party) {
    return origins.computeIfAbsent(
        party,
        name ->
            new Origin(
                Attributes.builder()
                    .put(Keys.SERVICE_NAME, Value.of("agents"))
                    .put(Keys.RUN_ID, Value.of(run))
                    .build()));
  }
}
