package dev.sonde.engine.view.lineage;

import dev.sonde.engine.activity.Parties;
import dev.sonde.engine.activity.TaskKeys;
import dev.sonde.engine.analysis.lineage.Provenance;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where an artifact came from, and what became of it. */
public final class LineageView implements View<LineageView.Options, LineageResult> {

  /**
   * @param artifact id, or a part of it; null lists the artifacts
   */
  public record Options(@Nullable String artifact) {}

  /** Steps listed where nobody says how many. */
  private static final int STEPS = 500;

  private static final Sql TOLD = Sql.of(LineageView.class, "told");
  private static final Sql SPAN_AGENT = Sql.of(LineageView.class, "span_agent");
  private static final Sql KEPT = Sql.of(LineageView.class, "kept");

  private record Known(String run, Provenance.Act act) {}

  private record Chosen(String run, String artifact) {}

  @Override
  public About about() {
    return new About(
        "lineage",
        About.Group.ONE,
        "one artifact: who made it of what, who took it up, what became of it",
        """
        Takes an artifact's id, whole, shortened as answers print it, or any part that only one \
        artifact has; without one, lists the artifacts. From the events artifact.produced and \
        artifact.consumed. Upstream are the artifacts that its producer had consumed before: in the \
        same span where it consumed something there, else in the same trace, else in the run; then \
        what went into those. Downstream is the same the other way round. Each artifact stands once, \
        at its shortest distance, also where they go in circles. Where tasks depend on tasks: deps \
        and dependents.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(null))
        .optionalArgument(
            "ID", "the artifact's id, or a part of it", (_, value) -> new Options(value));
  }

  @Override
  public Answered<LineageResult> answer(Options options, Ask ask) {
    Map<String, Provenance> runs = read(ask);
    if (options.artifact() == null) {
      return list(runs, ask);
    }
    Chosen chosen = find(runs, options.artifact());
    Provenance run = runs.getOrDefault(chosen.run, new Provenance(List.of()));
    return Answered.whole(one(run, chosen.artifact, ask.scope().limitOr(STEPS)));
  }

  private static Map<String, Provenance> read(Ask ask) {
    String agents =
        Parties.areAgents(ask)
            ? SPAN_AGENT.with("agent", Parties.agent(ask)).text()
            : "NULL::VARCHAR";
    Sql sql =
        TaskKeys.inRun(TOLD, ask)
            .with("artifact", ask.attribute(Keys.ARTIFACT_ID))
            .with("type", ask.attribute(Keys.ARTIFACT_TYPE))
            .with("producer", ask.attribute(Keys.ARTIFACT_PRODUCER))
            .with("consumer", ask.attribute(Keys.ARTIFACT_CONSUMER))
            .with("agent", Parties.agent(ask))
            .with("span_agent", agents);
    Map<String, List<Provenance.Act>> byRun = new LinkedHashMap<>();
    for (Known known : ask.rows(sql, TaskKeys.inRun(ask), LineageView::known)) {
      byRun.computeIfAbsent(known.run, _ -> new ArrayList<>()).add(known.act);
    }
    Map<String, Provenance> runs = new LinkedHashMap<>();
    byRun.forEach((run, acts) -> runs.put(run, new Provenance(acts)));
    return runs;
  }

  private static Known known(Row row) {
    long high = row.integer("trace_hi");
    long low = row.integer("trace_lo");
    long span = row.integer("span_no");
    String party = row.textOrNull("party");
    return new Known(
        row.text("run_id"),
        new Provenance.Act(
            row.truth("made"),
            row.text("artifact"),
            row.textOrNull("type"),
            party == null ? "?" : party,
            row.integer("at_ns"),
            high == 0 && low == 0 ? "" : high + ":" + low,
            span == 0 ? "" : Long.toString(span)));
  }

  private static Answered<LineageResult> list(Map<String, Provenance> runs, Ask ask) {
    Set<Chosen> kept =
        new HashSet<>(
            ask.rows(
                KEPT.with("artifact", ask.attribute(Keys.ARTIFACT_ID)),
                row -> new Chosen(row.text("run_id"), row.text("artifact"))));
    List<LineageResult.Row> all = new ArrayList<>();
    runs.forEach((run, acts) -> {
      for (String artifact : acts.artifacts()) {
        if (kept.contains(new Chosen(run, artifact))) {
          all.add(row(acts, artifact));
        }
      }
    });
    all.sort(
        Comparator.comparingLong(LineageResult.Row::atNs).thenComparing(LineageResult.Row::id));
    List<LineageResult.Row> shown = Page.of(all, ask.scope());
    return Answered.list(
        new LineageResult(null, null, List.of(), List.of(), List.of(), 0, 0, shown),
        shown.size(),
        all.size());
  }

  private static LineageResult.Row row(Provenance acts, String artifact) {
    List<Provenance.Act> made = acts.made(artifact);
    List<Provenance.Act> taken = acts.taken(artifact);
    Provenance.Act first = made.isEmpty() ? taken.getFirst() : made.getFirst();
    return new LineageResult.Row(
        artifact,
        first.type(),
        made.isEmpty() ? null : first.party(),
        first.atNanos(),
        taken.size(),
        taken.stream().map(Provenance.Act::party).distinct().count());
  }

  private static LineageResult one(Provenance acts, String artifact, int most) {
    List<Provenance.Act> made = acts.made(artifact);
    List<Provenance.Step> up = acts.upstream(artifact);
    List<Provenance.Step> down = acts.downstream(artifact);
    return new LineageResult(
        artifact,
        made.isEmpty()
            ? null
            : new LineageResult.Produced(
                made.getFirst().party(),
                made.getFirst().atNanos(),
                made.getFirst().type(),
                made.size()),
        acts.taken(artifact).stream()
            .map(act -> new LineageResult.Consumed(act.party(), act.atNanos()))
            .toList(),
        steps(acts, up, most),
        steps(acts, down, most),
        up.size(),
        down.size(),
        List.of());
  }

  private static List<LineageResult.Step> steps(
      Provenance acts, List<Provenance.Step> steps, int most) {
    return steps.stream()
        .limit(most)
        .map(step -> {
          List<Provenance.Act> made = acts.made(step.artifact());
          Provenance.Act first = made.isEmpty() ? null : made.getFirst();
          List<Provenance.Act> taken = acts.taken(step.artifact());
          Provenance.Act any = first == null && !taken.isEmpty() ? taken.getFirst() : first;
          return new LineageResult.Step(
              step.artifact(),
              any == null ? null : any.type(),
              first == null ? null : first.party(),
              first == null ? null : (Long) first.atNanos(),
              step.depth(),
              step.through());
        })
        .toList();
  }

  /** As tasks are found by their keys: whole, shortened, or by a part that no other has. */
  private static Chosen find(Map<String, Provenance> runs, String wanted) {
    if (wanted.isBlank()) {
      throw new UsageException("the artifact's id is empty; see which there are with: lineage");
    }
    Chosen exact = null;
    Map<String, String> runOf = new LinkedHashMap<>();
    for (Map.Entry<String, Provenance> run : runs.entrySet()) {
      for (String artifact : run.getValue().artifacts()) {
        runOf.put(artifact, run.getKey());
        exact = artifact.equals(wanted) ? new Chosen(run.getKey(), artifact) : exact;
      }
    }
    if (exact != null) {
      return exact;
    }
    List<String> matches =
        new TreeSet<>(runOf.keySet()).stream().filter(id -> fits(id, wanted)).toList();
    if (matches.size() == 1) {
      return new Chosen(runOf.getOrDefault(matches.getFirst(), ""), matches.getFirst());
    }
    if (matches.isEmpty()) {
      throw new UsageException(
          Suggestion.unknown("artifact", wanted, List.copyOf(new TreeSet<>(runOf.keySet()))));
    }
    throw new UsageException(
        "%d artifacts fit '%s': %s%s; write more of the id"
            .formatted(
                matches.size(),
                Shortened.inCommand(wanted),
                String.join("  ", matches.stream().limit(8).map(Shortened::inCommand).toList()),
                matches.size() > 8 ? "  and more" : ""));
  }

  private static boolean fits(String id, String wanted) {
    if (!Shortened.is(wanted)) {
      return id.contains(wanted);
    }
    String head = Shortened.head(wanted);
    String tail = Shortened.tail(wanted);
    return id.length() >= head.length() + tail.length() && id.startsWith(head) && id.endsWith(tail);
  }

  @Override
  public Report report(LineageResult result, Options options, Ask ask) {
    return LineageReport.of(result, ask);
  }
}
