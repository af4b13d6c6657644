package dev.sonde.engine.view;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.record.RecordStream;
import dev.sonde.engine.report.Answer;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts a question to a store and wraps what comes back into an answer. */
public final class ViewRunner {

  private final Store store;
  private final String location;
  private final boolean live;
  private final Function<Next, String> command;

  /**
   * @param location of the source, as the user gave it
   * @param command makes the user's command out of a next question
   */
  public ViewRunner(Store store, String location, boolean live, Function<Next, String> command) {
    this.store = store;
    this.location = location;
    this.live = live;
    this.command = command;
  }

  /** An answer, and the SQL behind it. */
  public record Outcome(Answer answer, List<Statement> asked) {}

  public <P extends Record, R extends Record> Outcome run(
      View<P, R> view, P parameters, Scope scope) {
    Ask ask = new Ask(store, scope, view.about().oneRun());
    Answered<R> answered = view.answer(parameters, ask);
    Report report =
        WideningNotes.in(
            counted(view.report(answered.result(), parameters, ask), answered), ask.widened());
    Coverage coverage = store.coverage();
    Answer answer =
        new Answer(
            view.about().name(),
            new Answer.Source(location, coverage.format(), live),
            new Answer.Asked(ask.run(), ask.runs(), scope.filters(), ask.widened()),
            covered(coverage),
            answered.result(),
            answered.shown(),
            answered.total(),
            report,
            commands(report, scope));
    return new Outcome(answer, ask.asked());
  }

  /** The table that shows a cut list says how much of it there is: only the answer knows. */
  private static Report counted(Report report, Answered<?> answered) {
    Long total = answered.total();
    Long shown = answered.shown();
    if (total == null || shown == null || shown >= total) {
      return report;
    }
    List<Block> blocks =
        report.blocks().stream().map(block -> counted(block, shown, total)).toList();
    return new Report(report.title(), blocks, report.next());
  }

  private static Block counted(Block block, long shown, long total) {
    return block instanceof Block.Table table
            && table.total() == null
            && table.option() != null
            && table.rows().size() == shown
        ? new Block.Table(table.title(), table.columns(), table.rows(), total, table.option())
        : block;
  }

  /** Writes records as they come; the SQL behind them. */
  public <P extends Record, R extends Record> List<Statement> stream(
      StreamedView<P, R> view, P parameters, Scope scope, Writer out) {
    Ask ask = new Ask(store, scope, view.about().oneRun());
    view.stream(parameters, ask, records(ask, view.about().name(), out));
    return ask.asked();
  }

  /**
   * The way out for the records that a question is about.
   *
   * @param kind what they are, for people: spans, events, logs, records
   */
  public RecordStream records(Ask ask, String kind, Writer out) {
    Coverage coverage = store.coverage();
    return new RecordStream(
        out,
        kind,
        new Answer.Source(location, coverage.format(), live),
        new Answer.Asked(ask.run(), ask.runs(), ask.scope().filters(), ask.widened()),
        covered(coverage));
  }

  /** SQL for people to read, with what was bound to it. */
  public static String explained(List<Statement> statements) {
    StringBuilder text = new StringBuilder();
    for (Statement statement : statements) {
      text.append('\n').append(statement.sql()).append('\n');
      if (!statement.binds().isEmpty()) {
        text.append("-- with ").append(statement.binds()).append('\n');
      }
    }
    return text.toString();
  }

  /** A run that was asked for by name stays asked for. */
  private static Next kept(Next next, Scope scope) {
    return scope.run() == null || next.options().contains("run")
        ? next
        : next.with("run", scope.run());
  }

  /** What is looked at next is widened as this was. Long options repeated four times would hide the answer. */
  private List<String> commands(Report report, Scope scope) {
    String options = WideningNotes.options(scope);
    return report.next().stream()
        .limit(WideningNotes.commands(options))
        .map(next -> command.apply(kept(next, scope)) + options)
        .toList();
  }

  /** The coverage in the form that answers carry. */
  public static Answer.Covered covered(Coverage coverage) {
    return new Answer.Covered(
        time(coverage.startNanos()),
        time(coverage.endNanos()),
        coverage.records(),
        coverage.spans(),
        coverage.events(),
        coverage.samples(),
        coverage.duplicates(),
        sum(coverage.rejected()),
        sum(coverage.dropped()),
        coverage.problems(),
        coverage.rejected(),
        coverage.dropped());
  }

  private static long sum(Map<String, Long> causes) {
    return causes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static @Nullable String time(@Nullable Long nanos) {
    if (nanos == null) {
      return null;
    }
    long seconds = Math.floorDiv(nanos, 1_000_000_000L);
    String text = Instant.ofEpochSecond(seconds).toString();
    return "%s.%09dZ"
        .formatted(text.substring(0, text.length() - 1), Math.floorMod(nanos, 1_000_000_000L));
  }
}
