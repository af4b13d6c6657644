package dev.sonde.engine.analysis.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a comparison.
 *
 * @param incomparable why nothing can be said, a sentence; null where something can
 * @param groups kinds of work that both sides have: those that changed first, then by what they cost
 * @param endedWorse whether a run failed as a whole, and none did before
 * @param common how much longer all kinds took alike, as a factor; null where that cannot be told
 */
public record Compared(
    Verdict verdict,
    @Nullable String incomparable,
    Wall wall,
    List<Group> groups,
    List<Kind> appeared,
    List<Kind> disappeared,
    List<Size> sizes,
    boolean endedWorse,
    Tally failures,
    Tally retries,
    Warmth cache,
    @Nullable Double common) {

  public Compared {
    groups = List.copyOf(groups);
    appeared = List.copyOf(appeared);
    disappeared = List.copyOf(disappeared);
    sizes = List.copyOf(sizes);
  }

  /** What a difference was put down to, other than the work itself. */
  public enum Because {
    INPUT,
    CACHE
  }

  /**
   * A kind of work. Seconds are of the median piece; of several runs the one in the middle.
   *
   * @param change as a share of what was before
   * @param significant whether it is beyond noise, and not put down to something else
   * @param because what a change beyond noise was put down to, else null
   */
  public record Group(
      Kind kind,
      double beforeS,
      double afterS,
      double change,
      boolean significant,
      double totalBeforeS,
      double totalAfterS,
      long piecesBefore,
      long piecesAfter,
      @Nullable Because because) {

    public boolean slower() {
      return significant && afterS > beforeS;
    }

    public boolean faster() {
      return significant && afterS < beforeS;
    }

    /** What the change of its pieces comes to in a run of before; seconds. */
    double weightS() {
      double pieces = Math.max(1, piecesBefore);
      return totalAfterS / Math.max(1, piecesAfter) * pieces - totalBeforeS;
    }
  }

  /**
   * The wall clock, of several runs the one in the middle.
   *
   * @param compared false where the runs had different work to do
   * @param significant whether the difference is beyond noise
   */
  public record Wall(
      @Nullable Double beforeS, @Nullable Double afterS, boolean compared, boolean significant) {

    public boolean longer() {
      return significant && beforeS != null && afterS != null && afterS > beforeS;
    }

    public boolean shorter() {
      return significant && beforeS != null && afterS != null && afterS < beforeS;
    }
  }

  /**
   * A kind of work of which one side had more.
   *
   * @param before pieces a run, of several runs the one in the middle
   * @param inputsBefore dependencies of a task on average, where these differ; else null
   */
  public record Size(
      Kind kind,
      long before,
      long after,
      @Nullable Double inputsBefore,
      @Nullable Double inputsAfter) {}

  /**
   * How often something went wrong, over all runs of a side.
   *
   * @param before how often
   * @param beforeOf among how many pieces
   * @param worse whether it is more than chance makes of the same share, or new
   * @param better whether it is less than chance makes of it
   * @param newIn kinds of work in which it did not happen before
   */
  public record Tally(
      long before,
      long beforeOf,
      long after,
      long afterOf,
      boolean worse,
      boolean better,
      List<Kind> newIn) {
    public Tally {
      newIn = List.copyOf(newIn);
    }
  }

  /**
   * Caches, over all runs of a side.
   *
   * @param changed whether one side found much more in them
   */
  public record Warmth(
      long lookupsBefore, long hitsBefore, long lookupsAfter, long hitsAfter, boolean changed) {

    public boolean warmerAfter() {
      return shareAfter() > shareBefore();
    }

    public double shareBefore() {
      return lookupsBefore == 0 ? 0 : (double) hitsBefore / lookupsBefore;
    }

    public double shareAfter() {
      return lookupsAfter == 0 ? 0 : (double) hitsAfter / lookupsAfter;
    }
  }
}
