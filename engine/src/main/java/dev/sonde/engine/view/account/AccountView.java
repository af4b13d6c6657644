package dev.sonde.engine.view.account;

import dev.sonde.engine.activity.AccountRow;
import dev.sonde.engine.activity.Subject;
import dev.sonde.engine.activity.Traced;
import dev.sonde.engine.analysis.account.Account;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Moment;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.words.Amounts;
import dev.sonde.engine.words.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where all the time of all slots went. */
public final class AccountView implements View<AccountView.Options, AccountResult> {

  /** A heading for which there is a view that shows more. */
  private static final Map<String, String> SHOWN_BY =
      Map.of("transfer", "transfers", "no_ready_task", "critical-path", "not_placed", "queued");

  /**
   * @param thing what to look at instead of the run, null for the run
   * @param expectedNanos how long it was expected to take, null where nothing was
   */
  public record Options(@Nullable String thing, @Nullable Long expectedNanos) {}

  @Override
  public About about() {
    return new About(
        "account",
        About.Group.START,
        "where all the time of all slots went: parts that add up",
        """
        Capacity is the time for which workers were there times their slots. A running attempt \
        fills a slot, under its innermost phase: compute, lock, serialize; a failed attempt that \
        was repeated is retry; storing a result and other work of the worker around a task is \
        scheduler. A free slot stands under the first that applies: transfer (as many as tasks wait \
        there for inputs), spill, scheduler, paused, client, not_placed (a task is ready), \
        no_ready_task, end, else unknown. The rows add up to the capacity to the nanosecond. Where \
        nothing has slots (agents, services), and for one thing, the same words stand for the time \
        along its critical path and add up to its wall clock. --expect says what the time beyond \
        what was expected is made of.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(null, null))
        .optionalArgument(
            Subject.ARGUMENT,
            Subject.HELP,
            (options, value) -> new Options(value, options.expectedNanos()))
        .option(
            "expect",
            "D",
            "how long it should have taken, e.g. 16s: shows the gap and what it is made of",
            (options, value) -> new Options(options.thing(), Moment.nanos("expect", value)));
  }

  @Override
  public Answered<AccountResult> answer(Options options, Ask ask) {
    Traced traced = Traced.of(ask, Subject.of(ask, options.thing()));
    Execution run = options.thing() == null ? traced.run() : null;
    long wall = traced.wallNanos();
    Account account = run == null ? null : Account.of(run);
    Long expected = options.expectedNanos();
    List<AccountRow> along =
        account == null || expected != null
            ? AccountRow.of(traced.path().byHeading(), wall)
            : List.of();
    Double gap = expected == null ? null : (Double) ((wall - expected) / 1e9);
    List<AccountRow> beyond =
        expected == null
            ? List.of()
            : along.stream().filter(row -> !row.heading().equals("compute")).toList();
    return Answered.whole(
        new AccountResult(
            wall / 1e9,
            account == null ? wall / 1e9 : account.capacityNanos() / 1e9,
            run == null ? null : (Long) slots(run),
            account == null ? along : AccountRow.of(account.nanos(), account.capacityNanos()),
            expected == null ? null : (Double) (expected / 1e9),
            gap,
            beyond,
            options.thing()));
  }

  private static long slots(Execution run) {
    long slots = 0;
    for (int worker = 0; worker < run.workers(); worker++) {
      slots += run.slots(worker);
    }
    return slots;
  }

  @Override
  public Report report(AccountResult result, Options options, Ask ask) {
    String title = result.thing() == null ? "Account" : "Account of " + Names.cut(result.thing());
    if (result.rows().isEmpty()) {
      return new Report(
          title, List.of(Block.note("Nothing here took time.")), List.of(Next.view("check")));
    }
    List<Block> blocks = new ArrayList<>();
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("wall clock", new Cell.Seconds(result.wallClockS())));
    if (result.slots() != null) {
      facts.add(new Block.Fact("slots", new Cell.Count(result.slots())));
      facts.add(new Block.Fact("capacity", new Cell.Seconds(result.capacityS())));
    }
    if (result.expectedS() != null && result.gapS() != null) {
      facts.add(new Block.Fact("expected", new Cell.Seconds(result.expectedS())));
      facts.add(new Block.Fact("gap", new Cell.Seconds(result.gapS())));
    }
    blocks.add(new Block.Facts(facts));
    blocks.add(
        table(result.slots() == null ? "Along its critical path" : "All slots", result.rows()));
    if (result.gapS() != null) {
      gap(result, blocks);
    }
    return new Report(title, blocks, next(result));
  }

  private static void gap(AccountResult result, List<Block> blocks) {
    double gap = result.gapS() == null ? 0 : result.gapS();
    double other = result.gap().stream().mapToDouble(AccountRow::totalS).sum();
    double work = result.wallClockS() - other;
    double expected = result.expectedS() == null ? 0 : result.expectedS();
    if (gap <= 0) {
      blocks.add(Block.note("It took no longer than expected."));
      return;
    }
    blocks.add(table("Along the path beside the work itself", result.gap()));
    blocks.add(
        Block.note(
            work >= expected
                ? "The work on the path takes %s, %s more than expected; the rest of the gap is in the table."
                    .formatted(Amounts.seconds(work), Amounts.seconds(work - expected))
                : "The work on the path takes %s, %s less than expected."
                    .formatted(Amounts.seconds(work), Amounts.seconds(expected - work))));
  }

  private static Block table(String title, List<AccountRow> rows) {
    return new Block.Table(
        title,
        List.of(Column.of("heading"), Column.of("total"), Column.of("share")),
        rows.stream()
            .map(row ->
                List.<Cell>of(
                    new Cell.Text(row.heading()),
                    new Cell.Seconds(row.totalS()),
                    new Cell.Share(row.share())))
            .toList(),
        null,
        null);
  }

  private static List<Next> next(AccountResult result) {
    List<Next> next = new ArrayList<>();
    next.add(
        result.thing() == null ? Next.view("diagnose") : Next.view("diagnose", result.thing()));
    for (AccountRow row : result.rows()) {
      String view = SHOWN_BY.get(row.heading());
      if (view != null && row.share() > 0.1) {
        next.add(Next.view(view));
      }
    }
    next.add(
        result.thing() == null
            ? Next.view("critical-path")
            : Next.view("critical-path", result.thing()));
    next.add(Next.view("timeline"));
    return next.stream().distinct().toList();
  }
}
