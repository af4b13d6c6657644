package dev.sonde.engine.view.services;

import dev.sonde.engine.activity.Parties;
import dev.sonde.engine.analysis.calls.CallKind;
import dev.sonde.engine.analysis.calls.Calls;
import dev.sonde.engine.analysis.calls.Family;
import dev.sonde.engine.analysis.calls.Link;
import dev.sonde.engine.analysis.calls.Told;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what tells of calls. Where parents alone do, the store counts; else the spans are walked here. */
final class CallRows {

  private static final Sql EDGES = Sql.of(CallRows.class, "edges");
  private static final Sql FAMILY = Sql.of(CallRows.class, "family");
  private static final Sql TOLD = Sql.of(CallRows.class, "told");
  private static final Sql LINKS = Sql.of(CallRows.class, "links");

  private static final String RANKS =
      "quantile_cont(end_ns - start_ns, [0.5, 0.95]) FILTER (in_window)";

  private static final String TOOK =
      "list((end_ns - start_ns)::DOUBLE) FILTER (in_window AND end_ns IS NOT NULL)";

  /** With more traces to walk than this, all are. */
  private static final int MOST_TRACES = 5_000;

  private CallRows() {}

  /**
   * @param parties that have spans
   */
  static List<Calls.Edge> edges(Ask ask, Set<String> parties) {
    List<Told> told = told(ask);
    List<Link> links = new ArrayList<>();
    ask.rows(LINKS, row -> add(links, place(row.text("to_id")), place(row.text("from_id"))));
    if (told.isEmpty() && links.isEmpty()) {
      return ofParents(ask);
    }
    Set<Trace> touched = touched(links, told);
    return touched.size() > MOST_TRACES
        ? Calls.of(family(ask, "true"), links, told, parties, List.of())
        : Calls.of(family(ask, among(touched)), links, told, parties, others(ask, touched));
  }

  /** Traces that links and what was told lead to; of all others the store counts the calls. */
  private static Set<Trace> touched(List<Link> links, List<Told> told) {
    Set<Trace> touched = new TreeSet<>();
    // There is always one, so that their list is never empty.
    touched.add(new Trace(0, 0));
    links.forEach(link -> {
      touched.add(Trace.of(link.holder()));
      touched.add(Trace.of(link.cause()));
    });
    told.forEach(one -> touched.add(Trace.of(one.place())));
    return touched;
  }

  private record Trace(long high, long low) implements Comparable<Trace> {

    static Trace of(Family.Place place) {
      return new Trace(place.traceHigh(), place.traceLow());
    }

    @Override
    public int compareTo(Trace other) {
      return high != other.high ? Long.compare(high, other.high) : Long.compare(low, other.low);
    }
  }

  private static String among(Set<Trace> traces) {
    return traces.stream()
        .map(trace -> "(" + trace.high + "::BIGINT, " + trace.low + "::BIGINT)")
        .collect(Collectors.joining(", ", "(trace_hi, trace_lo) IN (", ")"));
  }

  private static List<Calls.Counted> others(Ask ask, Set<Trace> touched) {
    return ask.rows(
        Parties.kin(ask).in(EDGES).with("which", "NOT " + among(touched)).with("took", TOOK),
        row ->
            new Calls.Counted(
                row.text("from_party"),
                row.text("to_party"),
                row.real("n"),
                row.real("errors"),
                row.reals("took")));
  }

  private static List<Calls.Edge> ofParents(Ask ask) {
    return ask.rows(
        Parties.kin(ask).in(EDGES).with("which", "true").with("took", RANKS),
        row ->
            new Calls.Edge(
                row.text("from_party"),
                row.text("to_party"),
                row.real("n"),
                row.real("errors"),
                rank(row, 0),
                rank(row, 1),
                EnumSet.of(CallKind.PARENT)));
  }

  private static @Nullable Double rank(Row row, int place) {
    List<Double> ranks = row.reals("took");
    return ranks.isEmpty() ? null : ranks.get(place);
  }

  private static Family family(Ask ask, String which) {
    Family family = new Family();
    ask.stream(
        Parties.kin(ask).in(FAMILY).with("which", which),
        Map.of(),
        row -> {
          family.add(
              new Family.Member(
                  place(row),
                  row.integer("parent_no"),
                  row.textOrNull("party"),
                  row.textOrNull("service"),
                  row.integer("start_ns"),
                  row.integerOrNull("end_ns"),
                  row.truth("failed"),
                  row.real("weight"),
                  row.truth("kept"),
                  row.truth("counted")));
          return true;
        });
    family.complete();
    return family;
  }

  private static Family.Place place(Row row) {
    return new Family.Place(
        row.integer("trace_hi"), row.integer("trace_lo"), row.integer("span_no"));
  }

  private static List<Told> told(Ask ask) {
    Sql sql =
        TOLD.with("message", ask.attribute(Keys.MESSAGE_ID))
            .with("from", ask.attribute(Keys.MESSAGE_FROM))
            .with("to", ask.attribute(Keys.MESSAGE_TO))
            .with("message_type", ask.attribute(Keys.MESSAGE_TYPE))
            .with("artifact", ask.attribute(Keys.ARTIFACT_ID))
            .with("producer", ask.attribute(Keys.ARTIFACT_PRODUCER))
            .with("consumer", ask.attribute(Keys.ARTIFACT_CONSUMER))
            .with("agent", Parties.agent(ask));
    List<Told> told = new ArrayList<>();
    ask.rows(sql, row -> add(told, row));
    return told;
  }

  /** What has no id cannot be told from another. */
  private static boolean add(List<Told> told, Row row) {
    String name = row.text("name");
    boolean message = name.startsWith("message.");
    String id = row.textOrNull(message ? "message" : "artifact");
    return id != null
        && told.add(
            new Told(
                message ? CallKind.MESSAGE : CallKind.ARTIFACT,
                name.equals(Keys.EVENT_MESSAGE_SENT) || name.equals(Keys.EVENT_ARTIFACT_PRODUCED),
                row.text("run_id"),
                id,
                row.textOrNull(message ? "sender" : "producer"),
                row.textOrNull(message ? "receiver" : "consumer"),
                row.textOrNull("agent"),
                row.textOrNull("service"),
                place(row),
                row.integer("at_ns"),
                message ? row.textOrNull("message_type") : null));
  }

  private static boolean add(
      List<Link> links, Family.@Nullable Place holder, Family.@Nullable Place cause) {
    return holder != null && cause != null && links.add(new Link(holder, cause));
  }

  /** A place as {@code edge} writes it, null where it is none. */
  private static Family.@Nullable Place place(String id) {
    int colon = id.indexOf(':');
    try {
      return colon != 32 || id.length() != 49
          ? null
          : new Family.Place(
              Long.parseUnsignedLong(id, 0, 16, 16),
              Long.parseUnsignedLong(id, 16, 32, 16),
              Long.parseUnsignedLong(id, 33, 49, 16));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
