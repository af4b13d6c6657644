package dev.sonde.engine.view.task;

import static dev.sonde.engine.report.Block.Column.extra;

import dev.sonde.engine.activity.Evidence;
import dev.sonde.engine.activity.Waits;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One task for people: a short story. */
final class TaskReport {

  /** Branches of the outline; deps lists them all. */
  private static final int NAMED = 8;

  private static final int WAITS = 6;
  private static final int CHAIN = 5;

  private static final Set<String> DONE = Set.of("memory", "released");

  private TaskReport() {}

  static Report of(TaskResult task, Ask ask) {
    boolean related =
        task.dependenciesTotal() > 0
            || task.dependentsTotal() > 0
            || Evidence.of(ask).dependent() > 0;
    List<Block> blocks = new ArrayList<>();
    blocks.add(headline(task));
    blocks.add(facts(task, related, ask));
    if (!task.attempts().isEmpty()) {
      blocks.add(attempts(task, ask));
    }
    if (!task.waits().isEmpty()) {
      blocks.add(waits(task, ask));
    }
    if (task.chain().size() > 1) {
      blocks.add(chain(task, ask));
    }
    if (!task.dependencies().isEmpty()) {
      blocks.add(dependencies(task, ask));
    }
    blocks.add(story(task, ask));
    if (task.derived()) {
      blocks.add(
          Block.note("The state is derived from attempts, not announced by task.transition."));
    }
    if (!related) {
      blocks.add(Block.note("The source says of no task what it depends on (task.dependencies)."));
    }
    return new Report("Task " + task.key() + ": " + task.state(), blocks, next(task));
  }

  private static Block headline(TaskResult task) {
    if (task.state().equals("erred")) {
      return new Block.Note(
          Block.Tone.FAILED,
          "Erred: " + (task.error() == null ? "no message was recorded" : task.error()));
    }
    if (task.attempts().isEmpty()) {
      return new Block.Note(
          Block.Tone.STRONG, task.why() == null ? "Has not started." : task.why());
    }
    TaskResult.Attempt last = task.attempts().getLast();
    String ran =
        task.attempts().size() == 1 ? "Ran once" : "Ran " + task.attempts().size() + " times";
    return new Block.Note(
        Block.Tone.STRONG,
        ran
            + (last.worker() == null ? "." : ", last on " + last.worker() + ".")
            + (task.why() == null ? "" : " " + task.why()));
  }

  private static boolean isMissing(TaskResult.Dependency dependency) {
    return dependency.state() == null || !DONE.contains(dependency.state());
  }

  private static Block facts(TaskResult task, boolean related, Ask ask) {
    List<Block.Fact> facts = new ArrayList<>();
    if (!task.attempts().isEmpty()) {
      facts.add(new Block.Fact("duration", Cell.seconds(task.durationS())));
      facts.add(new Block.Fact("queue", Cell.seconds(task.queueS())));
    } else {
      facts.add(new Block.Fact("since", offset(task.sinceNs(), ask)));
    }
    if (task.resultBytes() != null) {
      facts.add(new Block.Fact("result", new Cell.Bytes(task.resultBytes())));
    }
    if (related) {
      facts.add(new Block.Fact("dependencies", new Cell.Count(task.dependenciesTotal())));
      facts.add(new Block.Fact("dependents", new Cell.Count(task.dependentsTotal())));
    }
    if (ask.runs() > 1) {
      facts.add(new Block.Fact("run", new Cell.Id(task.run())));
    }
    if (!task.inputs().text().equals("{}")) {
      facts.add(new Block.Fact("inputs", new Cell.Text(task.inputs().text())));
    }
    if (task.output() != null) {
      facts.add(new Block.Fact("output", new Cell.Text(task.output().text())));
    }
    return new Block.Facts(facts);
  }

  private static Block attempts(TaskResult task, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (TaskResult.Attempt attempt : task.attempts()) {
      rows.add(
          List.of(
              new Cell.Count(attempt.attempt()),
              Cell.id(attempt.worker()),
              offset(attempt.startNs(), ask),
              Cell.seconds(
                  attempt.endNs() == null ? null : (attempt.endNs() - attempt.startNs()) / 1e9),
              new Cell.Text(attempt.status()),
              Cell.text(attempt.error())));
    }
    return new Block.Table(
        "Attempts",
        List.of(
            Column.of("#"),
            Column.of("worker"),
            Column.of("start"),
            Column.of("duration"),
            Column.of("status"),
            extra("error")),
        rows,
        null,
        null);
  }

  /** The longest, in the order of time. */
  private static Block waits(TaskResult task, Ask ask) {
    List<Waits.Wait> longest =
        task.waits().stream()
            .sorted(Comparator.comparingDouble(Waits.Wait::durationS).reversed())
            .limit(WAITS)
            .sorted(Comparator.comparingLong(Waits.Wait::startNs))
            .toList();
    return new Block.Table(
        "Before it began",
        List.of(Column.of("at"), Column.of("for"), Column.of("waited"), Column.of("on")),
        longest.stream()
            .map(wait ->
                List.<Cell>of(
                    offset(wait.startNs(), ask),
                    new Cell.Text(wait.kind()),
                    new Cell.Seconds(wait.durationS()),
                    wait.on() == null ? new Cell.Blank() : new Cell.Id(wait.on())))
            .toList(),
        (long) task.waits().size(),
        "--json");
  }

  private static Block chain(TaskResult task, Ask ask) {
    List<Waits.Link> links = task.chain().stream().limit(CHAIN).toList();
    return new Block.Table(
        "What it hung on, last first",
        List.of(
            Column.of("task"),
            Column.of("began"),
            Column.of("took"),
            Column.of("waited"),
            Column.extra("on")),
        links.stream()
            .map(link ->
                List.<Cell>of(
                    new Cell.Id(link.key()),
                    offset(link.startNs(), ask),
                    new Cell.Seconds(link.durationS()),
                    new Cell.Seconds(link.waitedS()),
                    link.worker() == null ? new Cell.Blank() : new Cell.Id(link.worker())))
            .toList(),
        (long) task.chain().size(),
        "--json");
  }

  private static Block dependencies(TaskResult task, Ask ask) {
    List<Block.Branch> branches = new ArrayList<>();
    List<TaskResult.Dependency> all = task.dependencies();
    for (TaskResult.Dependency needed : all.subList(0, Math.min(NAMED, all.size()))) {
      branches.add(
          new Block.Branch(
              0,
              needed.key(),
              List.of(
                  needed.state() == null ? new Cell.Unknown() : new Cell.Text(needed.state()),
                  offset(needed.endNs(), ask),
                  needed.worker() == null ? new Cell.Blank() : new Cell.Id(needed.worker()))));
    }
    return new Block.Outline("Dependencies", branches, task.dependenciesTotal());
  }

  private static Block story(TaskResult task, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Story.Step step : Story.of(task)) {
      rows.add(
          List.of(
              offset(step.atNs(), ask),
              new Cell.Id(step.what()),
              step.open()
                  ? new Cell.Text("open")
                  : step.durationS() == null
                      ? new Cell.Blank()
                      : new Cell.Seconds(step.durationS()),
              step.where() == null ? new Cell.Blank() : new Cell.Id(step.where())));
    }
    return new Block.Table(
        "What happened",
        List.of(Column.of("at"), Column.of("what"), Column.of("duration"), Column.of("where")),
        rows,
        null,
        "--json");
  }

  private static Cell offset(@Nullable Long nanos, Ask ask) {
    return nanos == null ? new Cell.Blank() : new Cell.Offset(nanos, ask.runStartNanos());
  }

  private static List<Next> next(TaskResult task) {
    List<Next> next = new ArrayList<>();
    if (!task.dependencies().isEmpty() && isMissing(task.dependencies().getFirst())) {
      next.add(Next.view("task", task.dependencies().getFirst().key()));
    }
    if (task.state().equals("erred")) {
      next.add(Next.view("erred"));
    }
    if (task.dependenciesTotal() > 0) {
      next.add(Next.view("deps", task.key()));
    }
    if (task.dependentsTotal() > 0) {
      next.add(Next.view("dependents", task.key()));
    }
    if (task.worker() != null) {
      next.add(Next.view("worker", task.worker()));
    }
    return next;
  }
}
