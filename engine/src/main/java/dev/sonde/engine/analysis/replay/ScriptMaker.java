package dev.sonde.engine.analysis.replay;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Inputs;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Order;
import dev.sonde.engine.analysis.execution.Readiness;
import dev.sonde.engine.analysis.execution.Stretches;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.Arrays;

/**
 * Takes a run apart into what a replay needs: of each turn's way from ready to begun, what the scheduler,
 * moving and reading took, and what is left when the wait for a slot, which the replay finds out anew, is
 * taken out.
 */
final class ScriptMaker {

  private static final int[] NOTHING = new int[0];

  private final Execution run;
  private final Turns turns;
  private final Load load;
  private final Readiness readiness;
  private final Inputs inputs;
  private final long[][] parts;
  private final Script.Wait free;
  private final Script.Wait held;
  private final int[][] after;
  private final long[] submittedInOrder;
  private final long[] finishedInOrder;
  private final long[] endsInOrder;
  private final Stretches[] open;
  private final long firstReady;
  private final int[] byEnd;
  private final boolean[] isSubmission;
  private final long[] acquired;
  private final long[] decidedFrom;
  private final long[] decidedAfter;

  private ScriptMaker(Execution run, Turns turns, Load load, Readiness readiness, Inputs inputs) {
    this.run = run;
    this.turns = turns;
    this.load = load;
    this.readiness = readiness;
    this.inputs = inputs;
    int size = turns.size();
    this.parts = new long[6][size];
    this.free = new Script.Wait(size);
    this.held = new Script.Wait(size);
    this.after = new int[size][];
    this.isSubmission = new boolean[size];
    this.acquired = new long[size];
    this.decidedFrom = new long[size];
    this.decidedAfter = new long[size];
    long[] to = new long[size];
    for (int turn = 0; turn < size; turn++) {
      to[turn] = turns.to(turn);
    }
    this.byEnd = Order.by(to);
    this.endsInOrder = to;
    Arrays.sort(endsInOrder);
    this.submittedInOrder = new long[run.tasks()];
    this.finishedInOrder = new long[run.tasks()];
    for (int task = 0; task < run.tasks(); task++) {
      int last = turns.lastOf(task);
      submittedInOrder[task] =
          last < 0 ? Long.MAX_VALUE : Math.max(run.startNanos(), run.submittedNanos(task));
      finishedInOrder[task] = last < 0 ? Long.MAX_VALUE : turns.to(last);
    }
    Arrays.sort(submittedInOrder);
    Arrays.sort(finishedInOrder);
    this.open = new Stretches[run.workers()];
    for (int worker = 0; worker < open.length; worker++) {
      open[worker] = run.there(worker).without(run.paused(worker));
    }
    long first = Long.MAX_VALUE;
    for (int turn = 0; turn < size; turn++) {
      first = Math.min(first, readiness.ready(turn));
    }
    this.firstReady = first;
  }

  static Script of(Execution run, Turns turns, Load load, Readiness readiness, Inputs inputs) {
    return new ScriptMaker(run, turns, load, readiness, inputs).script();
  }

  private Script script() {
    int size = turns.size();
    decisions();
    int[] worker = new int[size];
    int[] prefix = new int[size];
    boolean[] repeated = new boolean[size];
    long[] from = new long[size];
    long last = run.startNanos();
    for (int turn = 0; turn < size; turn++) {
      from[turn] = turns.from(turn);
      last = Math.max(last, turns.to(turn));
    }
    int[] byFrom = Order.by(from);
    acquire(byFrom);
    int[] rank = new int[size];
    for (int place = 0; place < size; place++) {
      rank[byFrom[place]] = place;
    }
    for (int turn = 0; turn < size; turn++) {
      worker[turn] = turns.worker(turn);
      prefix[turn] = turns.task(turn) < 0 ? Execution.NONE : run.prefix(turns.task(turn));
      repeated[turn] = turns.task(turn) >= 0 && turns.lastOf(turns.task(turn)) != turn;
      released(turn);
      held(turn);
      waited(turn);
    }
    int[] slots = new int[run.workers()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = run.slots(i);
    }
    return new Script(
        run,
        size,
        rank,
        worker,
        prefix,
        repeated,
        isSubmission,
        after,
        parts,
        free,
        held,
        slots,
        open,
        Math.max(0, run.endNanos() - last));
  }

  /** The scheduler's own work on each task, when it began, and what it was at before. */
  private void decisions() {
    int size = turns.size();
    Arrays.fill(decidedFrom, Execution.UNKNOWN);
    long unkeyed = 0;
    long before = Execution.UNKNOWN;
    for (int work = 0; work < run.works(); work++) {
      if (run.heading(work) != Heading.SCHEDULER || run.worker(work) >= 0) {
        continue;
      }
      int task = run.task(work);
      int turn = task < 0 ? Execution.NONE : firstAfter(task, run.end(work));
      if (turn < 0) {
        // What it did before anything was ready stands in when that was.
        unkeyed += run.start(work) >= firstReady ? run.nanos(work) : 0;
      } else {
        parts[1][turn] += run.nanos(work);
        if (decidedFrom[turn] == Execution.UNKNOWN) {
          decidedFrom[turn] = run.start(work);
          decidedAfter[turn] = before;
        }
      }
      before = run.end(work);
    }
    for (int turn = 0; turn < size && unkeyed > 0; turn++) {
      parts[1][turn] += unkeyed / size;
    }
  }

  private int firstAfter(int task, long moment) {
    int found = Execution.NONE;
    Groups works = run.worksOf();
    for (int i = works.size(task) - 1; i >= 0; i--) {
      int turn = turns.of(works.get(task, i));
      if (turn >= 0 && turns.from(turn) >= moment) {
        found = turn;
      }
    }
    return found;
  }

  private void released(int turn) {
    int task = turns.task(turn);
    long ready = readiness.ready(turn);
    int before = readiness.before(turn);
    if (task < 0) {
      set(turn, NOTHING, ready - run.startNanos());
      return;
    }
    if (before >= 0) {
      set(turn, new int[] {before}, ready - turns.to(before));
      return;
    }
    int[] needed = new int[run.needs().size(task)];
    int used = 0;
    long done = Execution.UNKNOWN;
    for (int i = 0; i < needed.length; i++) {
      int other = turns.lastOf(run.needs().get(task, i));
      if (other >= 0 && other != turn && run.end(turns.work(other)) <= turns.from(turn)) {
        needed[used++] = other;
        done = Math.max(done, run.end(turns.work(other)));
      }
    }
    if (used > 0) {
      set(turn, Arrays.copyOf(needed, used), Math.max(0, ready - done));
    } else {
      submitted(turn, task, ready);
    }
  }

  /**
   * What needs nothing is ready when it was submitted. Where the client had waited for all before it, that
   * depends on them; where nobody says what tasks need, on what ended last before the decision.
   */
  private void submitted(int turn, int task, long ready) {
    long submitted = run.submittedNanos(task);
    boolean guess = !run.hasDependencies();
    long moment = guess || submitted == Execution.UNKNOWN ? ready : submitted;
    int ended = Order.upTo(endsInOrder, moment);
    boolean waited = ended > 0 && (guess || (submitted > run.startNanos() && isAllDone(moment)));
    if (waited && byEnd[ended - 1] != turn) {
      isSubmission[turn] = !guess;
      set(turn, new int[] {byEnd[ended - 1]}, Math.max(0, ready - turns.to(byEnd[ended - 1])));
    } else {
      set(turn, NOTHING, ready - run.startNanos());
    }
  }

  /** Whether all that had been submitted before had ended. */
  private boolean isAllDone(long moment) {
    return Order.upTo(submittedInOrder, moment - 1) <= Order.upTo(finishedInOrder, moment);
  }

  private void set(int turn, int[] turnsBefore, long beyond) {
    after[turn] = turnsBefore;
    parts[0][turn] = Math.max(0, beyond);
  }

  /** How long each part took on the slot. */
  private void held(int turn) {
    int attempt = turns.work(turn);
    int task = turns.task(turn);
    long inner = 0;
    for (int i = 0; task >= 0 && i < run.worksOf().size(task); i++) {
      int phase = run.worksOf().get(task, i);
      if (run.isAttempt(phase) || run.worker(phase) != turns.worker(turn)) {
        continue;
      }
      long around =
          overlap(phase, turns.from(turn), run.start(attempt))
              + overlap(phase, run.end(attempt), turns.to(turn));
      long within = overlap(phase, run.start(attempt), run.end(attempt));
      switch (run.heading(phase)) {
        case LOCK -> {
          parts[3][turn] += around + within;
          inner += within;
        }
        case SERIALIZE -> {
          parts[2][turn] += around + within;
          inner += within;
        }
        default -> {}
      }
    }
    long own = Math.max(0, run.nanos(attempt) - inner);
    parts[4][turn] = own;
    parts[5][turn] =
        Math.max(0, turns.to(turn) - turns.from(turn) - own - parts[2][turn] - parts[3][turn]);
  }

  private long overlap(int phase, long from, long to) {
    return Math.max(0, Math.min(to, run.end(phase)) - Math.max(from, run.start(phase)));
  }

  /** Between ready and begun. */
  private void waited(int turn) {
    long from = turns.from(turn);
    long ready = readiness.ready(turn);
    int task = turns.task(turn);
    int before = load.freedBy(turns.worker(turn), from);
    long slot = before < 0 ? Execution.UNKNOWN : turns.to(before);
    long assigned = task < 0 ? Execution.UNKNOWN : run.assignedNanos(task);
    boolean decided = assigned != Execution.UNKNOWN && assigned >= ready && assigned <= from;
    long rest = 0;
    if (decided && decidedFrom[turn] != Execution.UNKNOWN) {
      long began = Math.max(ready, slot <= decidedFrom[turn] ? slot : Execution.UNKNOWN);
      rest = Math.max(0, decidedFrom[turn] - Math.max(began, decidedAfter[turn]));
    }
    long placed = decided ? Math.max(ready, assigned) : ready;
    int worker = turns.worker(turn);
    long opened = worker < 0 ? Execution.UNKNOWN : openSince(open[worker], from);
    fill(free, turn, placed, Math.max(slot, opened), rest);
    fill(held, turn, Math.max(placed, Math.max(acquired[turn], opened)), Execution.UNKNOWN, rest);
  }

  /** What came after the other, until it began; a slot may have come last. */
  private void fill(Script.Wait wait, int turn, long since, long slot, long rest) {
    long reached = since;
    if (inputs.moved(turn)) {
      wait.moving()[turn] = Math.max(0, inputs.lastMove(turn) - reached);
      reached = Math.max(reached, inputs.lastMove(turn));
    }
    if (inputs.read(turn)) {
      wait.reading()[turn] = Math.max(0, inputs.lastRead(turn) - reached);
      reached = Math.max(reached, inputs.lastRead(turn));
    }
    reached = Math.max(reached, slot);
    wait.rest()[turn] = rest + Math.max(0, turns.from(turn) - reached);
  }

  /** When each turn got its slot, where it keeps it from then on: the one that was free first. */
  private void acquire(int[] byFrom) {
    Heap[] freed = new Heap[run.workers()];
    for (int worker = 0; worker < freed.length; worker++) {
      freed[worker] = new Heap();
      for (int slot = 0; slot < run.slots(worker); slot++) {
        freed[worker].add(run.startNanos(), slot);
      }
    }
    for (int turn : byFrom) {
      int worker = turns.worker(turn);
      acquired[turn] = Execution.UNKNOWN;
      if (worker >= 0) {
        acquired[turn] = freed[worker].key();
        freed[worker].add(turns.to(turn), freed[worker].remove());
      }
    }
  }

  private static long openSince(Stretches open, long moment) {
    for (int i = open.size() - 1; i >= 0; i--) {
      if (open.from(i) <= moment) {
        return open.from(i);
      }
    }
    return Execution.UNKNOWN;
  }
}
