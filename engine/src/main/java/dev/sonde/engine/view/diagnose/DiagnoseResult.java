package dev.sonde.engine.view.diagnose;

import dev.sonde.engine.activity.FoundRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param wallClockS of what was asked about, in seconds
 * @param thing what was asked about instead of the run, as it was written; null for the run
 * @param dependencies whether the source says what tasks depend on
 */
public record DiagnoseResult(
    double wallClockS, @Nullable String thing, boolean dependencies, List<FoundRow> findings) {

  public DiagnoseResult {
    findings = List.copyOf(findings);
  }
}
