package dev.sonde.engine.analysis.compare;

import dev.sonde.engine.analysis.compare.Compared.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much work there was to do. */
final class Sizes {

  /** A count that differs by less is the same work. */
  private static final double LEAST = 0.05;

  /** Spans come as requests do: so many standard deviations are no chance. */
  private static final double SIGMAS = 3;

  private final List<RunFigures> before;
  private final List<RunFigures> after;

  Sizes(List<RunFigures> before, List<RunFigures> after) {
    this.before = before;
    this.after = after;
  }

  /** Those that one side had more of. */
  List<Size> of(Collection<Kind> kinds) {
    List<Size> sizes = new ArrayList<>();
    for (Kind kind : kinds) {
      boolean inputs = inputsDiffer(inputs(before, kind), inputs(after, kind));
      if (piecesDiffer(kind) || inputs) {
        sizes.add(
            new Size(
                kind,
                pieces(before, kind),
                pieces(after, kind),
                inputs ? inputs(before, kind) : null,
                inputs ? inputs(after, kind) : null));
      }
    }
    return sizes;
  }

  /** Pieces a run; of several runs the one in the middle. */
  static long pieces(List<RunFigures> side, Kind kind) {
    return Math.round(Numbers.median(counts(side, kind)));
  }

  private static double[] counts(List<RunFigures> side, Kind kind) {
    return side.stream().mapToDouble(run -> run.work(kind).pieces()).toArray();
  }

  private boolean piecesDiffer(Kind kind) {
    double[] b = counts(before, kind);
    double[] a = counts(after, kind);
    double difference = Numbers.median(a) - Numbers.median(b);
    if (Math.abs(difference) < LEAST * Math.max(Numbers.median(a), Numbers.median(b))
        || difference == 0) {
      return false;
    }
    // Runs of the same work whose counts vary by themselves.
    if (least(a) <= most(b) && least(b) <= most(a)) {
      return false;
    }
    return kind.isTasks()
        || Math.abs(difference) > SIGMAS * Math.sqrt(Numbers.median(a) + Numbers.median(b));
  }

  private static double least(double[] values) {
    return java.util.Arrays.stream(values).min().orElse(0);
  }

  private static double most(double[] values) {
    return java.util.Arrays.stream(values).max().orElse(0);
  }

  private static @Nullable Double inputs(List<RunFigures> side, Kind kind) {
    double[] inputs =
        side.stream()
            .map(run -> run.work(kind).inputs())
            .filter(each -> each != null)
            .mapToDouble(each -> each)
            .toArray();
    return inputs.length == 0 ? null : (Double) Numbers.median(inputs);
  }

  private static boolean inputsDiffer(@Nullable Double before, @Nullable Double after) {
    return before != null
        && after != null
        && Math.abs(after - before) > LEAST * Math.max(before, after);
  }

  /** Whether tasks of a kind are known to have had as many inputs on both sides. */
  static boolean sameInputs(List<RunFigures> before, List<RunFigures> after, Kind kind) {
    Double b = inputs(before, kind);
    Double a = inputs(after, kind);
    return b != null && a != null && !inputsDiffer(b, a);
  }

  /** Whether a kind has more pieces rather than larger ones. */
  static boolean own(List<Size> sizes, Kind kind) {
    return sizes.stream().anyMatch(size -> size.kind().equals(kind) && size.inputsBefore() == null);
  }
}
