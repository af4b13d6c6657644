package dev.sonde.engine.view.compare;

import dev.sonde.engine.report.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is worse.
 *
 * @param verdict regressed, improved, unchanged or incomparable
 * @param reason what decided it, a few sentences
 * @param groups those that changed first, then by what they cost
 * @param appeared labels of kinds of work that only came after
 * @param disappeared labels of those that there were only before
 * @param input kinds of work of which one side had more to do
 * @param common how much longer all kinds took alike, as a factor; null where that cannot be told
 * @param failOn the verdict that the user wants to hear of by the exit code, null where none
 */
public record CompareResult(
    String verdict,
    String reason,
    Wall wall,
    List<Group> groups,
    List<String> appeared,
    List<String> disappeared,
    List<Input> input,
    Tally failures,
    Tally retries,
    Cache cache,
    Cost cost,
    List<Said> manifest,
    Runs runs,
    @Nullable Double common,
    @Nullable String failOn)
    implements Verdict {

  /** The verdict that {@code --fail-on} takes; what cannot be compared fails as well. */
  static final String REGRESSION = "regression";

  @Override
  public boolean failed() {
    return REGRESSION.equals(failOn)
        && (verdict.equals("regressed") || verdict.equals("incomparable"));
  }

  /**
   * Of several runs the one in the middle.
   *
   * @param change as a share of what was before
   * @param compared false where the runs had different work to do, or it is unknown
   * @param significant whether the difference is beyond noise
   */
  public record Wall(
      @Nullable Double beforeS,
      @Nullable Double afterS,
      @Nullable Double change,
      boolean compared,
      boolean significant) {}

  /**
   * A kind of work.
   *
   * @param prefix of tasks; null for spans
   * @param beforeS the median piece; of several runs the one in the middle
   * @param change as a share of what was before; null where that was nothing
   * @param significant whether it is beyond noise, and not put down to something else
   * @param because what a change beyond noise was put down to: input, cache; else null
   * @param service of spans; null for tasks
   * @param name of spans; null for tasks
   * @param kind of spans; null for tasks
   */
  public record Group(
      @Nullable String prefix,
      double beforeS,
      double afterS,
      @Nullable Double change,
      boolean significant,
      @Nullable String because,
      double beforeTotalS,
      double afterTotalS,
      long beforeCount,
      long afterCount,
      @Nullable String service,
      @Nullable String name,
      @Nullable String kind) {

    String label() {
      return name == null
          ? prefix == null ? "-" : prefix
          : service == null ? name : service + " " + name;
    }
  }

  /**
   * How much there was to do in a run.
   *
   * @param prefix the kind of work, as a label
   * @param before tasks or spans
   * @param inputsBefore dependencies of a task on average, where these differ
   */
  public record Input(
      String prefix,
      long before,
      long after,
      @Nullable Double inputsBefore,
      @Nullable Double inputsAfter) {}

  /**
   * Over all runs of a side.
   *
   * @param beforeOf among so many tasks or spans
   * @param worse whether it is more than chance makes of the same share, or new
   * @param newIn labels of kinds of work in which it did not happen before
   */
  public record Tally(
      long before, long beforeOf, long after, long afterOf, boolean worse, List<String> newIn) {}

  /**
   * Over all runs of a side.
   *
   * @param changed whether one side found much more in caches
   */
  public record Cache(
      long beforeLookups, long beforeHits, long afterLookups, long afterHits, boolean changed) {}

  /** Slots times the seconds for which a run held them, of several runs the one in the middle. */
  public record Cost(@Nullable Double beforeSlotS, @Nullable Double afterSlotS) {}

  /** What the sides say differently of themselves; null where one says nothing of it. */
  public record Said(String key, @Nullable String before, @Nullable String after) {}

  /** Which runs were compared. */
  public record Runs(List<String> before, List<String> after) {}
}
