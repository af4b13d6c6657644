package dev.sonde.engine.view;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Answer;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Widened;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a question about two sides to a store after another, and wraps what comes of it into an answer. */
public final class Sides<P extends Record, R extends Record, S> {

  /** What stands between the sides in an answer's source. */
  private static final String TO = " → ";

  private final SidedView<P, R, S> view;
  private final P parameters;
  private final Scope scope;
  private final Side<S> before = new Side<>();
  private final Side<S> after = new Side<>();
  private final List<Statement> asked = new ArrayList<>();
  private final List<Coverage> coverages = new ArrayList<>();
  private final Set<Widened> widened = new LinkedHashSet<>();

  /** What is known of a side. */
  private static final class Side<S> {
    private final List<String> locations = new ArrayList<>();
    private final List<S> runs = new ArrayList<>();
  }

  public Sides(SidedView<P, R, S> view, P parameters, Scope scope) {
    this.view = view;
    this.parameters = parameters;
    this.scope = scope;
  }

  /** One more source of what was before; the store may be closed afterwards. */
  public void before(Store store, String location) {
    add(before, store, location);
  }

  /** One more source of what came after; the store may be closed afterwards. */
  public void after(Store store, String location) {
    add(after, store, location);
  }

  private void add(Side<S> side, Store store, String location) {
    Ask ask = new Ask(store, scope, view.about().oneRun());
    side.locations.add(location);
    side.runs.addAll(view.summaries(ask));
    asked.addAll(ask.asked());
    ask.widened().forEach(widened::add);
    coverages.add(store.coverage());
  }

  /**
   * @param command makes the user's command out of a next question, which is about what came after
   */
  public ViewRunner.Outcome outcome(Function<Next, String> command) {
    Answered<R> answered = view.answer(parameters, scope, before.runs, after.runs);
    Report report =
        WideningNotes.in(view.report(answered.result(), parameters, scope), List.copyOf(widened));
    String options = WideningNotes.options(scope);
    Coverage coverage = united();
    Answer answer =
        new Answer(
            view.about().name(),
            new Answer.Source(
                String.join(" ", before.locations) + TO + String.join(" ", after.locations),
                coverage.format(),
                false),
            new Answer.Asked(
                null,
                (long) before.runs.size() + after.runs.size(),
                scope.filters(),
                List.copyOf(widened)),
            ViewRunner.covered(coverage),
            answered.result(),
            answered.shown(),
            answered.total(),
            report,
            report.next().stream()
                .limit(WideningNotes.commands(options))
                .map(next -> command.apply(next) + options)
                .toList());
    return new ViewRunner.Outcome(answer, asked);
  }

  /** What both sides rest on; a source that stands on both counts twice. */
  private Coverage united() {
    List<String> formats = coverages.stream().map(Coverage::format).distinct().toList();
    List<Problem> problems = coverages.stream().flatMap(c -> c.problems().stream()).toList();
    return new Coverage(
        formats.size() == 1 ? formats.getFirst() : "mixed",
        edge(coverages.stream().map(Coverage::startNanos), Math::min),
        edge(coverages.stream().map(Coverage::endNanos), Math::max),
        coverages.stream().mapToLong(Coverage::spans).sum(),
        coverages.stream().mapToLong(Coverage::events).sum(),
        coverages.stream().mapToLong(Coverage::samples).sum(),
        coverages.stream().mapToLong(Coverage::duplicates).sum(),
        sum(coverages.stream().map(Coverage::rejected)),
        sum(coverages.stream().map(Coverage::dropped)),
        problems);
  }

  private static @Nullable Long edge(
      Stream<@Nullable Long> moments, BinaryOperator<Long> furthest) {
    return moments
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .reduce(furthest)
        .orElse(null);
  }

  private static Map<String, Long> sum(Stream<Map<String, Long>> causes) {
    Map<String, Long> all = new TreeMap<>();
    causes.forEach(each -> each.forEach((cause, count) -> all.merge(cause, count, Long::sum)));
    return all;
  }
}
