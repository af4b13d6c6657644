package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.diagnosis.Finding;
import dev.sonde.engine.report.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A finding as answers carry it.
 *
 * @param kind as docs/findings.md lists them
 * @param subject {@code worker:ID}, {@code prefix:P}, {@code task:KEY}, {@code thing:KEY=VALUE} or
 *     {@code run}
 * @param share of the wall clock that the ceiling is, null where there is none
 * @param ceilingS seconds that would be saved at most, null where that cannot be told
 * @param confidence {@code high}, {@code medium} or {@code low}
 * @param look questions that show it
 */
public record FoundRow(
    String kind,
    String subject,
    @Nullable Double share,
    @Nullable Double ceilingS,
    String confidence,
    List<String> because,
    List<Next> look) {

  public FoundRow {
    because = List.copyOf(because);
    look = List.copyOf(look);
  }

  static FoundRow of(Finding finding, long wallNanos) {
    Long ceiling = finding.ceilingNanos();
    return new FoundRow(
        finding.kind(),
        finding.subject(),
        ceiling == null || wallNanos <= 0 ? null : (Double) ((double) ceiling / wallNanos),
        ceiling == null ? null : (Double) (ceiling / 1e9),
        finding.confidence().name().toLowerCase(Locale.ROOT),
        finding.because(),
        finding.look().stream().map(FoundRow::next).toList());
  }

  /** In their order. */
  public static List<FoundRow> all(Diagnoses.Diagnosed diagnosed) {
    List<FoundRow> rows = new ArrayList<>();
    diagnosed.findings().forEach(finding -> rows.add(of(finding, diagnosed.wallNanos())));
    return rows;
  }

  private static Next next(Finding.Look look) {
    Next next =
        look.argument() == null ? Next.view(look.view()) : Next.view(look.view(), look.argument());
    for (int i = 0; i + 1 < look.options().size(); i += 2) {
      next = next.with(look.options().get(i), look.options().get(i + 1));
    }
    return next;
  }
}
