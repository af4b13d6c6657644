package dev.sonde.engine.analysis.compare;

import dev.sonde.engine.analysis.compare.Compared.Tally;
import dev.sonde.engine.analysis.compare.Compared.Warmth;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What is counted: failures, repeated attempts, what caches gave. */
final class Counts {

  /** Failures that are as likely by chance say nothing. */
  private static final double ERROR = 0.01;

  /** Repeated attempts are usual in some systems, and cost what the wall clock says. */
  private static final double RETRIES_ERROR = 0.001;

  /** A cache that gave so much more of what was looked for is a warm one. */
  private static final double WARMER = 0.05;

  private static final Set<String> BAD =
      Set.of("failed", "failure", "error", "erred", "crashed", "killed");

  private Counts() {}

  static Tally failures(Collection<Kind> kinds, List<RunFigures> before, List<RunFigures> after) {
    Tally tally = tally(kinds, before, after, Work::failed, ERROR);
    // What never failed before and does now is worse however seldom it is.
    boolean isNew = tally.before() == 0 && tally.after() > 0;
    return isNew
        ? new Tally(0, tally.beforeOf(), tally.after(), tally.afterOf(), true, false, tally.newIn())
        : tally;
  }

  static Tally retries(Collection<Kind> kinds, List<RunFigures> before, List<RunFigures> after) {
    return tally(kinds, before, after, Work::repeated, RETRIES_ERROR);
  }

  private static Tally tally(
      Collection<Kind> kinds,
      List<RunFigures> before,
      List<RunFigures> after,
      ToLongFunction<Work> what,
      double error) {
    long b = sum(before, what);
    long a = sum(after, what);
    long ofB = sum(before, Work::pieces);
    long ofA = sum(after, Work::pieces);
    double share = ofB + ofA == 0 ? 0 : (double) ofA / (ofB + ofA);
    return new Tally(
        b,
        ofB,
        a,
        ofA,
        ofB > 0 && a > 0 && Chance.atLeast(a, a + b, share) < error,
        ofA > 0 && b > 0 && Chance.atLeast(b, a + b, 1 - share) < error,
        kinds.stream()
            .filter(kind -> sum(before, kind, what) == 0 && sum(after, kind, what) > 0)
            .toList());
  }

  private static long sum(List<RunFigures> side, ToLongFunction<Work> what) {
    return side.stream().flatMap(run -> run.works().values().stream()).mapToLong(what).sum();
  }

  private static long sum(List<RunFigures> side, Kind kind, ToLongFunction<Work> what) {
    return side.stream().mapToLong(run -> what.applyAsLong(run.work(kind))).sum();
  }

  static Warmth cache(List<RunFigures> before, List<RunFigures> after) {
    long lookupsBefore = before.stream().mapToLong(RunFigures::lookups).sum();
    long lookupsAfter = after.stream().mapToLong(RunFigures::lookups).sum();
    long hitsBefore = before.stream().mapToLong(RunFigures::hits).sum();
    long hitsAfter = after.stream().mapToLong(RunFigures::hits).sum();
    Warmth warmth = new Warmth(lookupsBefore, hitsBefore, lookupsAfter, hitsAfter, false);
    double difference = warmth.shareAfter() - warmth.shareBefore();
    long hits = hitsBefore + hitsAfter;
    double share =
        lookupsBefore + lookupsAfter == 0
            ? 0
            : (double) lookupsAfter / (lookupsBefore + lookupsAfter);
    // Without lookups on one side, hits on the other are a cache that was not there.
    boolean chance =
        lookupsBefore > 0
            && lookupsAfter > 0
            && Chance.atLeast(hitsAfter, hits, share) >= ERROR
            && Chance.atLeast(hitsBefore, hits, 1 - share) >= ERROR;
    return new Warmth(
        lookupsBefore,
        hitsBefore,
        lookupsAfter,
        hitsAfter,
        Math.abs(difference) >= WARMER && !chance);
  }

  /** Whether it is known of every hit which task it was for. */
  static boolean tied(List<RunFigures> before, List<RunFigures> after) {
    return sum(before, Work::hits) >= before.stream().mapToLong(RunFigures::hits).sum()
        && sum(after, Work::hits) >= after.stream().mapToLong(RunFigures::hits).sum();
  }

  /** Whether runs failed as a whole, and none did before. */
  static boolean endedWorse(List<RunFigures> before, List<RunFigures> after) {
    return before.stream().noneMatch(Counts::bad) && after.stream().anyMatch(Counts::bad);
  }

  private static boolean bad(RunFigures run) {
    return run.status() != null && BAD.contains(run.status().toLowerCase(Locale.ROOT));
  }
}
