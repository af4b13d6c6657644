package dev.sonde.engine.view.compare;

import dev.sonde.engine.analysis.compare.Compared;
import dev.sonde.engine.analysis.compare.Kind;
import dev.sonde.engine.analysis.compare.RunFigures;
import dev.sonde.engine.view.compare.CompareResult.Group;
import dev.sonde.engine.view.compare.CompareResult.Said;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The result record of what was found. */
final class CompareRows {

  /** What tells of programs and machines differs by more than anybody reads. */
  private static final int MANIFEST = 100;

  private CompareRows() {}

  static CompareResult result(
      Compared compared, List<RunFigures> before, List<RunFigures> after, @Nullable String failOn) {
    return new CompareResult(
        compared.verdict().word(),
        Reason.of(compared),
        wall(compared.wall()),
        compared.groups().stream().map(CompareRows::group).toList(),
        labels(compared.appeared()),
        labels(compared.disappeared()),
        compared.sizes().stream()
            .map(size ->
                new CompareResult.Input(
                    size.kind().label(),
                    size.before(),
                    size.after(),
                    size.inputsBefore(),
                    size.inputsAfter()))
            .toList(),
        tally(compared.failures()),
        tally(compared.retries()),
        new CompareResult.Cache(
            compared.cache().lookupsBefore(),
            compared.cache().hitsBefore(),
            compared.cache().lookupsAfter(),
            compared.cache().hitsAfter(),
            compared.cache().changed()),
        new CompareResult.Cost(held(before), held(after)),
        manifest(before, after),
        new CompareResult.Runs(ids(before), ids(after)),
        compared.common() == null ? null : (Double) (Math.round(compared.common() * 1e4) / 1e4),
        failOn);
  }

  /** The same with some of its groups. */
  static CompareResult with(CompareResult whole, List<Group> groups) {
    return new CompareResult(
        whole.verdict(),
        whole.reason(),
        whole.wall(),
        groups,
        whole.appeared(),
        whole.disappeared(),
        whole.input(),
        whole.failures(),
        whole.retries(),
        whole.cache(),
        whole.cost(),
        whole.manifest(),
        whole.runs(),
        whole.common(),
        whole.failOn());
  }

  private static CompareResult.Wall wall(Compared.Wall wall) {
    Double change =
        wall.beforeS() == null || wall.afterS() == null || wall.beforeS() == 0
            ? null
            : (Double) (wall.afterS() / wall.beforeS() - 1);
    return new CompareResult.Wall(
        wall.beforeS(), wall.afterS(), change, wall.compared(), wall.significant());
  }

  private static Group group(Compared.Group group) {
    return new Group(
        group.kind().prefix(),
        group.beforeS(),
        group.afterS(),
        Double.isFinite(group.change()) ? (Double) group.change() : null,
        group.significant(),
        group.because() == null ? null : group.because().name().toLowerCase(Locale.ROOT),
        group.totalBeforeS(),
        group.totalAfterS(),
        group.piecesBefore(),
        group.piecesAfter(),
        group.kind().service(),
        group.kind().name(),
        group.kind().kind());
  }

  private static CompareResult.Tally tally(Compared.Tally tally) {
    return new CompareResult.Tally(
        tally.before(),
        tally.beforeOf(),
        tally.after(),
        tally.afterOf(),
        tally.worse(),
        labels(tally.newIn()));
  }

  private static List<String> labels(List<Kind> kinds) {
    return kinds.stream().map(Kind::label).toList();
  }

  private static List<String> ids(List<RunFigures> side) {
    return side.stream().map(RunFigures::run).toList();
  }

  private static @Nullable Double held(List<RunFigures> side) {
    double[] held =
        side.stream()
            .map(RunFigures::heldS)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return held.length == 0
        ? null
        : (Double) ((held[(held.length - 1) / 2] + held[held.length / 2]) / 2);
  }

  /** What all runs of a side agree on, and the sides do not. */
  private static List<Said> manifest(List<RunFigures> before, List<RunFigures> after) {
    Set<String> keys = new TreeSet<>();
    before.forEach(run -> keys.addAll(run.manifest().keySet()));
    after.forEach(run -> keys.addAll(run.manifest().keySet()));
    List<Said> said = new ArrayList<>();
    for (String key : keys) {
      Set<@Nullable String> b = values(before, key);
      Set<@Nullable String> a = values(after, key);
      if (b.size() == 1 && a.size() == 1 && !b.equals(a)) {
        said.add(new Said(key, b.iterator().next(), a.iterator().next()));
      }
    }
    return said.size() > MANIFEST ? said.subList(0, MANIFEST) : said;
  }

  private static Set<@Nullable String> values(List<RunFigures> side, String key) {
    List<@Nullable String> values = new ArrayList<>();
    side.forEach(run -> values.add(run.manifest().get(key)));
    return new HashSet<>(values);
  }

  /** The first few labels in one sentence. */
  static String some(List<String> labels, int most) {
    String text =
        String.join(", ", labels.stream().limit(most).map(CompareRows::shortened).toList());
    return labels.size() > most ? text + " and " + (labels.size() - most) + " more" : text;
  }

  static String shortened(String label) {
    int longest = 60;
    int[] points = label.codePoints().toArray();
    return points.length <= longest
        ? label
        : new String(points, 0, longest * 2 / 3)
            + "…"
            + new String(
                Arrays.copyOfRange(points, points.length - longest / 3, points.length),
                0,
                longest / 3);
  }
}
