package dev.sonde.engine.analysis.compare;

import dev.sonde.engine.analysis.compare.Compared.Because;
import dev.sonde.engine.analysis.compare.Compared.Group;
import dev.sonde.engine.analysis.compare.Compared.Size;
import dev.sonde.engine.analysis.compare.Compared.Tally;
import dev.sonde.engine.analysis.compare.Compared.Warmth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sets the runs of one side against those of the other. */
public final class Comparison {

  private static final Comparator<Group> ORDER =
      Comparator.comparing(Group::significant)
          .reversed()
          .thenComparingDouble(group -> -Math.abs(group.weightS()))
          .thenComparing(Group::kind);

  private final List<RunFigures> before;
  private final List<RunFigures> after;
  private final SortedSet<Kind> all = new TreeSet<>();
  private final SortedSet<Kind> shared = new TreeSet<>();
  private final List<Size> sizes;
  private final Warmth cache;

  private Comparison(Matched matched) {
    this.before = matched.before();
    this.after = matched.after();
    before.forEach(run -> all.addAll(run.works().keySet()));
    shared.addAll(all);
    Set<Kind> onThatSide = new TreeSet<>();
    after.forEach(run -> onThatSide.addAll(run.works().keySet()));
    shared.retainAll(onThatSide);
    all.addAll(onThatSide);
    this.sizes = new Sizes(before, after).of(shared);
    this.cache = Counts.cache(before, after);
  }

  /**
   * @param before runs that count as repeats of each other
   * @param after likewise
   */
  public static Compared of(List<RunFigures> before, List<RunFigures> after) {
    return new Comparison(Matched.of(before, after)).compared();
  }

  private Compared compared() {
    List<Pair> pairs = shared.stream().map(this::pair).filter(Pair::isThere).toList();
    Tally failures = Counts.failures(all, before, after);
    String incomparable = incomparable();
    if (incomparable == null && pairs.isEmpty() && !cache.changed() && !failures.worse()) {
      incomparable = "nothing that both sides have has a known duration";
    }
    List<Pair> repeated = pairs.stream().filter(Pair::isRepeated).toList();
    Repeats repeats = new Repeats(repeated);
    List<Group> groups = groups(pairs, repeated, repeats);
    Tally retries = Counts.retries(all, before, after);
    Compared.Wall wall =
        Walls.of(before, after, incomparable == null && sizes.isEmpty() && !cache.changed());
    return new Compared(
        incomparable == null ? verdict(groups, wall, failures, retries) : Verdict.INCOMPARABLE,
        incomparable,
        wall,
        groups,
        all.stream().filter(kind -> !has(before, kind)).toList(),
        all.stream().filter(kind -> !has(after, kind)).toList(),
        sizes,
        Counts.endedWorse(before, after),
        failures,
        retries,
        cache,
        repeated.isEmpty() ? null : repeats.common());
  }

  private List<Group> groups(List<Pair> pairs, List<Pair> repeated, Repeats repeats) {
    List<Pair> few = pairs.stream().filter(pair -> !pair.isRepeated()).toList();
    List<Group> groups = new ArrayList<>();
    add(groups, repeated, repeats.changed());
    add(groups, few, new Few(few).changed());
    groups.sort(ORDER);
    return groups;
  }

  private @Nullable String incomparable() {
    for (RunFigures run : Stream.concat(before.stream(), after.stream()).toList()) {
      if (run.incomplete() != null) {
        return "run " + run.run() + " " + run.incomplete();
      }
    }
    if (before.isEmpty() || after.isEmpty()) {
      return "there is no run " + (before.isEmpty() ? "before" : "after");
    }
    if (shared.isEmpty()) {
      return all.isEmpty()
          ? "neither side has tasks or spans"
          : "the sides have no kind of task or span in common";
    }
    return null;
  }

  private static boolean has(List<RunFigures> side, Kind kind) {
    return side.stream().anyMatch(run -> run.works().containsKey(kind));
  }

  /** What was computed on both sides; where one of them computed nothing, what both had in a cache. */
  private Pair pair(Kind kind) {
    Pair computed =
        new Pair(kind, timings(before, kind, Work::computed), timings(after, kind, Work::computed));
    return computed.isThere()
        ? computed
        : new Pair(kind, timings(before, kind, Work::cached), timings(after, kind, Work::cached));
  }

  private interface Stratum {
    @Nullable Timing of(Work work);
  }

  private static List<@Nullable Timing> timings(List<RunFigures> side, Kind kind, Stratum stratum) {
    List<@Nullable Timing> timings = new ArrayList<>();
    side.forEach(run -> timings.add(stratum.of(run.work(kind))));
    return timings;
  }

  private void add(List<Group> groups, List<Pair> pairs, List<Boolean> changed) {
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      double change = pair.medianAfter() / pair.medianBefore() - 1;
      Because because = changed.get(i) ? because(pair.kind(), change > 0) : null;
      groups.add(
          new Group(
              pair.kind(),
              pair.medianBefore(),
              pair.medianAfter(),
              change,
              changed.get(i) && because == null,
              pair.totalBefore(),
              pair.totalAfter(),
              Sizes.pieces(before, pair.kind()),
              Sizes.pieces(after, pair.kind()),
              because));
    }
  }

  /**
   * What explains a change: a task that gets more inputs takes longer, as does a span around more work;
   * a cache that nobody ties to its tasks speeds up any of them.
   */
  private @Nullable Because because(Kind kind, boolean slower) {
    if (!sizes.isEmpty() && !Sizes.sameInputs(before, after, kind) && !Sizes.own(sizes, kind)) {
      return Because.INPUT;
    }
    boolean towards = cache.warmerAfter() != slower;
    return cache.changed() && towards && !Counts.tied(before, after) ? Because.CACHE : null;
  }

  /** Failures and the wall clock weigh most; else what the changes come to together. */
  private Verdict verdict(List<Group> groups, Compared.Wall wall, Tally failures, Tally retries) {
    boolean slower = groups.stream().anyMatch(Group::slower);
    boolean faster = groups.stream().anyMatch(Group::faster);
    double net = groups.stream().filter(Group::significant).mapToDouble(Group::weightS).sum();
    boolean outweighed = faster && (wall.shorter() || net <= 0);
    if (failures.worse()
        || retries.worse()
        || Counts.endedWorse(before, after)
        || wall.longer()
        || (slower && !outweighed)) {
      return Verdict.REGRESSED;
    }
    return faster || wall.shorter() || failures.better() ? Verdict.IMPROVED : Verdict.UNCHANGED;
  }
}
