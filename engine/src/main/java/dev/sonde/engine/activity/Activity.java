package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.Bins;
import dev.sonde.engine.analysis.Intensity;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import java.util.List;
import java.util.Map;

/** How busy the window was, row by row, over time. */
public final class Activity {

  private static final Sql BUSY = Sql.of(Activity.class, "busy");
  private static final Sql PRESENCES = Sql.of(Activity.class, "presences");

  private final Ask ask;
  private final Bins bins;
  private final Intensity intensity;

  public Activity(Ask ask, int bins) {
    this.ask = ask;
    this.bins = Bins.over(ask.window().startNanos(), ask.window().endNanos(), bins);
    this.intensity = new Intensity(this.bins, presences(ask));
  }

  public Bins bins() {
    return bins;
  }

  /**
   * Rows in descending order of their time.
   *
   * @param row SQL over {@code span} for what a span is counted under; spans for which it is null are
   *     left out
   * @param keep SQL condition on {@code span}
   */
  public List<Intensity.Row> rows(String row, String keep) {
    return intensity.rows(busy(row, keep));
  }

  /** Rows and, from the same pass over the spans, rows of the tracks that are kept. */
  public record Both(List<Intensity.Row> rows, List<Intensity.Row> tracks) {}

  /**
   * Rows of one key with rows of a second one, of what workers did and waited for nothing.
   *
   * @param track SQL over {@code span}, never null; empty where a span belongs to no track
   */
  public Both rowsAndTracks(String row, String track) {
    List<Intensity.Busy> entries = busy(row, track, "true");
    List<Intensity.Busy> tracks =
        entries.stream()
            .filter(entry -> entry.worker() != null && !entry.row().equals("waiting"))
            .filter(entry -> !entry.track().isEmpty())
            .map(Intensity.Busy::turned)
            .toList();
    return new Both(intensity.rows(entries), intensity.rows(tracks));
  }

  private List<Intensity.Busy> busy(String row, String keep) {
    return busy(row, "''", keep);
  }

  private List<Intensity.Busy> busy(String row, String track, String keep) {
    return ask.rows(
        BUSY.with("row", row).with("track", track).with("keep", keep),
        Map.of("width", bins.widthNanos(), "last_bin", (long) bins.count() - 1),
        r ->
            new Intensity.Busy(
                r.text("row_name"),
                r.text("track"),
                r.textOrNull("worker"),
                (int) r.integer("bin"),
                r.real("part"),
                r.real("level")));
  }

  /** As {@link #rows}, but what a worker did is measured by that worker's own slots. */
  public List<Intensity.Row> rowsOfTheirOwn(String row, String keep) {
    return intensity.rowsOfTheirOwn(busy(row, keep));
  }

  /** When which worker was there, with how many slots. */
  public static List<Intensity.Presence> presences(Ask ask) {
    return ask.rows(
        PRESENCES,
        r ->
            new Intensity.Presence(
                r.text("worker"),
                r.integer("slots"),
                r.integer("added_ns"),
                r.integerOrNull("removed_ns") == null ? Long.MAX_VALUE : r.integer("removed_ns")));
  }
}
