package dev.sonde.engine.view.services;

import dev.sonde.engine.activity.Parties;
import dev.sonde.engine.analysis.calls.CallKind;
import dev.sonde.engine.analysis.calls.Calls;
import dev.sonde.engine.analysis.calls.Cycles;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Fields;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who called whom, how often, and whether in circles. */
public final class ServicesView implements View<Parameters.None, ServicesResult> {

  /** More would not be looked at; the shortest come first. */
  private static final int CYCLES = 100;

  private static final Sql NODES = Sql.of(ServicesView.class, "nodes");

  private record Counted(ServicesResult.Node node, boolean estimated) {}

  @Override
  public About about() {
    return new About(
        "services",
        About.Group.BREADTH,
        "which agents or services called which, how often, and whether in circles",
        """
        A node is the agent where there is one (gen_ai.agent.name; what it begins inside its own \
        service is the agent's too), else the service. One call is one invocation of the callee: the \
        span by which it was entered, whether a parent, a link, a message or an artifact that was \
        produced here and consumed there leads to it, or several of these; where it left no span, the \
        message or artifact itself. What goes back to who called (a reply, a result) is no call. \
        Times of a call are those of the invocation, else of how long the message was under way. A \
        node's total is the sum of its spans, those inside others counted as well. --limit bounds nodes and \
        edges; cycles are those of all edges, the shortest first.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<ServicesResult> answer(Parameters.None none, Ask ask) {
    List<Counted> counted = nodes(ask);
    Set<String> parties =
        counted.stream().map(one -> one.node().name()).collect(Collectors.toSet());
    List<ServicesResult.Edge> edges = edges(CallRows.edges(ask, parties));
    List<ServicesResult.Node> nodes = withSilent(counted, edges);
    Cycles.Found cycles =
        Cycles.of(
            edges.stream().map(edge -> new Cycles.Way(edge.from(), edge.to())).toList(), CYCLES);
    List<ServicesResult.Edge> shownEdges =
        page(edges, ServicesResult.Edge.class, ServicesResult.Node.class, ask);
    List<ServicesResult.Node> shownNodes =
        page(nodes, ServicesResult.Node.class, ServicesResult.Edge.class, ask);
    boolean estimated = counted.stream().anyMatch(Counted::estimated);
    return Answered.list(
        new ServicesResult(
            shownNodes,
            shownEdges,
            cycles.cycles(),
            nodes.size(),
            edges.size(),
            cycles.complete(),
            estimated ? Optional.of(true) : Optional.empty()),
        shownEdges.size(),
        edges.size());
  }

  /** A column to sort by is that of the nodes or of the edges; the other list keeps its order. */
  private static <T extends Record> List<T> page(
      List<T> rows, Class<T> type, Class<? extends Record> other, Ask ask) {
    Scope scope = ask.scope();
    Scope.Sort sort = scope.sort();
    boolean elsewhere =
        sort != null
            && !Fields.names(type).contains(sort.key())
            && Fields.names(other).contains(sort.key());
    if (!elsewhere) {
      return Page.of(rows, scope);
    }
    int from = Math.min(scope.offset(), rows.size());
    int to = (int) Math.min((long) from + scope.limitOr(Scope.DEFAULT_LIMIT), rows.size());
    return List.copyOf(rows.subList(from, to));
  }

  private static List<ServicesResult.Edge> edges(List<Calls.Edge> calls) {
    List<ServicesResult.Edge> edges = new ArrayList<>();
    for (Calls.Edge call : calls) {
      edges.add(
          new ServicesResult.Edge(
              call.from(),
              call.to(),
              Math.round(call.calls()),
              Math.round(call.errors()),
              seconds(call.p50Nanos()),
              seconds(call.p95Nanos()),
              call.kinds().stream().sorted().map(CallKind::word).toList()));
    }
    edges.sort(
        Comparator.comparingLong(ServicesResult.Edge::calls)
            .reversed()
            .thenComparing(ServicesResult.Edge::from)
            .thenComparing(ServicesResult.Edge::to));
    return edges;
  }

  private static @Nullable Double seconds(@Nullable Double nanos) {
    return nanos == null ? null : (Double) (nanos / 1e9);
  }

  private static List<Counted> nodes(Ask ask) {
    return ask.rows(
        Parties.kin(ask).in(NODES),
        row ->
            new Counted(
                new ServicesResult.Node(
                    row.text("name"),
                    row.integer("n"),
                    row.integer("errors"),
                    row.secondsOrNull("total_ns"),
                    row.integer("entered")),
                row.truth("estimated")));
  }

  /** Parties that others told of and that have no spans are nodes too. */
  private static List<ServicesResult.Node> withSilent(
      List<Counted> counted, List<ServicesResult.Edge> edges) {
    List<ServicesResult.Node> nodes = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    for (Counted one : counted) {
      nodes.add(one.node());
      known.add(one.node().name());
    }
    Set<String> silent = new TreeSet<>();
    edges.forEach(edge -> {
      silent.add(edge.from());
      silent.add(edge.to());
    });
    silent.removeAll(known);
    silent.forEach(name -> nodes.add(new ServicesResult.Node(name, 0, 0, null, 0)));
    nodes.sort(
        Comparator.comparingDouble(
                (ServicesResult.Node node) -> node.totalS() == null ? -1 : node.totalS())
            .reversed()
            .thenComparing(ServicesResult.Node::name));
    return nodes;
  }

  @Override
  public Report report(ServicesResult result, Parameters.None none, Ask ask) {
    return ServicesReport.of(result);
  }
}
