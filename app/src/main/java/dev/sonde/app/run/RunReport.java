package dev.sonde.app.run;

import dev.sonde.engine.report.Answer;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Block.Fact;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of a run on one screen. */
public final class RunReport {

  private static final int LONGEST_COMMAND = 60;

  private RunReport() {}

  /**
   * @param source where it was kept
   * @param several whether other runs lie there too
   * @param sent records that the program itself sent, null where that is not known
   * @param notes what else is to be said
   * @param command makes a command of a question
   */
  public static Answer of(
      Run.Figures run,
      String source,
      boolean several,
      @Nullable Long sent,
      List<String> notes,
      Function<Next, String> command) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Facts(facts(run)));
    blocks.add(new Block.Facts(output(run, sent)));
    if (!run.longest().isEmpty()) {
      blocks.add(children(run));
    }
    doubts(run).forEach(blocks::add);
    notes.forEach(note -> blocks.add(Block.note(note)));
    Report report = new Report("Run " + run.name() + " " + run.id(), blocks, next(run, several));
    return new Answer(
        "run",
        new Answer.Source(source, "otlp-json", false),
        new Answer.Asked(run.id(), 1, List.of()),
        new Answer.Covered(
            null, null, run.records(), 0, 0, 0, 0, 0, run.dropped(), List.of(), Map.of(), Map.of()),
        run,
        null,
        null,
        report,
        report.next().stream().map(command).toList());
  }

  private static List<Fact> facts(Run.Figures run) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("wall clock", new Cell.Seconds(run.wallClockS())));
    facts.add(new Fact("exit", new Cell.Text(exit(run))));
    facts.add(new Fact("processes", new Cell.Count(run.processes())));
    known(facts, "CPU", run.cpuS(), Cell.Seconds::new);
    known(facts, "peak memory", run.peakBytes(), Cell.Bytes::new);
    if (run.processes() > 1) {
      known(facts, "largest process", run.largestBytes(), Cell.Bytes::new);
    }
    known(facts, "disk read", run.readBytes(), Cell.Bytes::new);
    known(facts, "written", run.writeBytes(), Cell.Bytes::new);
    return facts;
  }

  private static <T extends Number> void known(
      List<Fact> facts, String label, @Nullable T value, Function<Double, Cell> cell) {
    if (value != null) {
      facts.add(new Fact(label, cell.apply(value.doubleValue())));
    }
  }

  private static String exit(Run.Figures run) {
    return run.ending().equals(String.valueOf(run.exitCode()))
        ? run.ending()
        : run.exitCode() + " (" + run.ending() + ")";
  }

  private static List<Fact> output(Run.Figures run, @Nullable Long sent) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("output lines", new Cell.Count(run.outLines())));
    facts.add(new Fact("on standard error", new Cell.Count(run.errLines())));
    facts.add(new Fact("that say error", new Cell.Count(run.said())));
    facts.add(new Fact("records kept", new Cell.Count(run.records())));
    if (sent != null) {
      facts.add(new Fact("sent by the program itself", new Cell.Count(sent)));
    }
    return facts;
  }

  private static Block children(Run.Figures run) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Run.Child child : run.longest()) {
      String text = child.command();
      rows.add(
          List.of(
              new Cell.Id(
                  text.length() > LONGEST_COMMAND
                      ? text.substring(0, LONGEST_COMMAND) + "…"
                      : text),
              new Cell.Figure(child.pid(), ""),
              new Cell.Seconds(child.tookS()),
              Cell.seconds(child.cpuS()),
              Cell.bytes(child.peakBytes()),
              child.ending() == null ? new Cell.Unknown() : new Cell.Text(child.ending())));
    }
    return new Block.Table(
        "Longest child processes",
        List.of(
            Column.of("command"),
            Column.extra("pid"),
            Column.of("took"),
            Column.of("CPU"),
            Column.extra("peak memory"),
            Column.of("ended")),
        rows,
        run.processes() - 1 > rows.size() ? Long.valueOf(run.processes() - 1) : null,
        null);
  }

  private static List<Block> doubts(Run.Figures run) {
    List<Block> doubts = new ArrayList<>();
    if (run.running() > 0) {
      doubts.add(
          Block.doubtful(
              (run.running() == 1 ? "A process is" : run.running() + " processes are")
                  + " still running, and no longer watched."));
    }
    if (run.unkept() > 0) {
      doubts.add(Block.doubtful(run.unkept() + " lines of output are no text and were not kept."));
    }
    if (run.dropped() > 0) {
      doubts.add(
          Block.doubtful(
              run.dropped()
                  + " records were not kept"
                  + (run.problem() == null
                      ? ": the collector did not take them in time."
                      : ": " + run.problem())));
    }
    if (run.trouble() != null) {
      doubts.add(Block.doubtful("Not everything was watched: " + run.trouble()));
    }
    return doubts;
  }

  private static List<Next> next(Run.Figures run, boolean several) {
    if (run.records() == 0) {
      return List.of();
    }
    List<Next> next = new ArrayList<>();
    Next logs = Next.view("logs");
    next.add(run.said() > 0 ? logs.with("level", "error") : logs);
    next.add(Next.view("timeline").with("by", "name"));
    next.add(Next.view("metrics", "process.memory.usage"));
    next.add(Next.view("spans").with("sort", "duration_s:desc"));
    return several ? next.stream().map(one -> one.with("run", run.id())).toList() : next;
  }
}
