package dev.sonde.engine.view.messages;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Window;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.messages.MessagesResult.Kind;
import dev.sonde.engine.view.messages.MessagesResult.Link;
import dev.sonde.engine.view.messages.MessagesResult.Party;
import dev.sonde.engine.view.messages.MessagesResult.Waiting;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who sent messages to whom, how long they took, which never arrived. */
public final class MessagesView implements View<Parameters.None, MessagesResult> {

  private static final Sql MESSAGE = Sql.of(MessagesView.class, "message");
  private static final Sql FIGURES = Sql.of(MessagesView.class, "figures");
  private static final Sql UNRECEIVED = Sql.of(MessagesView.class, "unreceived");

  /** Messages without a receipt that an answer names. */
  private static final long NAMED = 20;

  private static final String WITHIN =
      "coalesce(sent_ns, received_ns) >= :window_start AND coalesce(sent_ns, received_ns) < :until";

  /** What {@code grouping(sender, receiver, type)} is for each of the sets. */
  private static final int LINK = 0b001;

  private static final int SENDER = 0b011;
  private static final int RECEIVER = 0b101;
  private static final int TYPE = 0b110;

  private record Figures(
      int leftOut,
      @Nullable String sender,
      @Nullable String receiver,
      @Nullable String type,
      long messages,
      long sent,
      long received,
      @Nullable Long bytes,
      long lost,
      long inFlight,
      long unpaired,
      long withoutId,
      long redelivered,
      long resent,
      long skewed,
      @Nullable Double p50,
      @Nullable Double p99,
      @Nullable Double longest) {}

  @Override
  public About about() {
    return new About(
        "messages",
        About.Group.BREADTH,
        "who sent messages to whom, how long they took, which never arrived",
        """
        Made of the events message.sent and message.received: parties with what they sent and \
        received, links with the time from sent to received, types, and what was lost (sent, never \
        received). The two ends are paired by message.id, and by sender and receiver where several \
        messages have the same id. A party is what message.from and message.to say, else the agent, \
        else the service. While a run is under way, what has not arrived is in flight. With a window, \
        messages that were sent in it.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<MessagesResult> answer(Parameters.None none, Ask given) {
    // What is sent within a window may arrive after it: the window is applied to messages.
    Ask ask = given.overall();
    Map<String, Object> binds = binds(given);
    String message = message(given.window(), ask);
    List<Figures> figures =
        ask.rows(FIGURES.with("message", message), binds, MessagesView::figures);
    List<Waiting> unreceived =
        ask.rows(UNRECEIVED.with("message", message), binds, MessagesView::waiting);
    List<Link> links =
        figures.stream().filter(each -> each.leftOut() == LINK).map(MessagesView::link).toList();
    List<Link> shown = Page.of(links, ask.scope());
    return Answered.list(result(figures, shown, unreceived), shown.size(), links.size());
  }

  private static Map<String, Object> binds(Ask given) {
    Map<String, Object> binds = new HashMap<>();
    binds.put("window_start", given.window().startNanos());
    binds.put("until", given.window().untilNanos());
    binds.put("as_of", given.scope().at() != null);
    binds.put("most", NAMED);
    return binds;
  }

  private static String message(Window window, Ask ask) {
    String agent = ask.value("event", Keys.GEN_AI_AGENT_NAME);
    return MESSAGE
        .with("id", ask.value("event", Keys.MESSAGE_ID))
        .with("from", ask.value("event", Keys.MESSAGE_FROM))
        .with("to", ask.value("event", Keys.MESSAGE_TO))
        .with("type", ask.value("event", Keys.MESSAGE_TYPE))
        .with("size", ask.value("event", Keys.MESSAGE_SIZE))
        .with("party", "coalesce(" + agent + ", service)")
        .with("within", window.narrowed() ? WITHIN : "true")
        .text();
  }

  private static Figures figures(Row row) {
    List<Double> latency = row.reals("latency_ns");
    return new Figures(
        (int) row.integer("left_out"),
        row.textOrNull("sender"),
        row.textOrNull("receiver"),
        row.textOrNull("type"),
        row.integer("messages"),
        row.integer("sent"),
        row.integer("received"),
        row.integerOrNull("bytes"),
        row.integer("lost"),
        row.integer("in_flight"),
        row.integer("unpaired"),
        row.integer("without_id"),
        row.integer("redelivered"),
        row.integer("resent"),
        row.integer("skewed"),
        latency.isEmpty() ? null : (Double) (latency.get(0) / 1e9),
        latency.isEmpty() ? null : (Double) (latency.get(1) / 1e9),
        row.secondsOrNull("longest_ns"));
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        row.text("id"),
        row.textOrNull("sender"),
        row.textOrNull("receiver"),
        row.textOrNull("type"),
        row.integer("sent_ns"),
        row.text("run_id"));
  }

  private static Link link(Figures of) {
    return new Link(
        of.sender(), of.receiver(), of.messages(), of.bytes(), of.p50(), of.p99(), of.lost());
  }

  private static MessagesResult result(
      List<Figures> figures, List<Link> links, List<Waiting> unreceived) {
    // The set without any key has one row, also where there are no messages.
    Figures all = figures.getLast();
    List<Kind> types = new ArrayList<>();
    for (Figures each : figures) {
      if (each.leftOut() == TYPE) {
        types.add(new Kind(each.type(), each.messages(), each.bytes(), each.lost()));
      }
    }
    return new MessagesResult(
        parties(figures),
        links,
        all.lost(),
        all.messages(),
        all.inFlight(),
        all.unpaired(),
        all.withoutId(),
        all.redelivered(),
        all.resent(),
        all.skewed(),
        all.p50(),
        all.p99(),
        all.longest(),
        types,
        unreceived);
  }

  private static List<Party> parties(List<Figures> figures) {
    Map<String, Party> parties = new TreeMap<>();
    for (Figures each : figures) {
      if (each.leftOut() == SENDER && each.sender() != null) {
        parties.merge(each.sender(), new Party(each.sender(), each.sent(), 0), MessagesView::both);
      } else if (each.leftOut() == RECEIVER && each.receiver() != null) {
        parties.merge(
            each.receiver(), new Party(each.receiver(), 0, each.received()), MessagesView::both);
      }
    }
    return parties.values().stream()
        .sorted(
            Comparator.comparingLong((Party party) -> party.sent() + party.received())
                .reversed()
                .thenComparing(Party::name))
        .toList();
  }

  private static Party both(Party one, Party other) {
    return new Party(one.name(), one.sent() + other.sent(), one.received() + other.received());
  }

  @Override
  public Report report(MessagesResult result, Parameters.None none, Ask ask) {
    return MessagesReport.of(result, ask);
  }
}
