package dev.sonde.engine.analysis.compare;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run, as far as a comparison needs to know it.
 *
 * @param status null where nothing says of it
 * @param wallS seconds; null where the run has no spans
 * @param lookups in caches
 * @param hits of them
 * @param heldS slots times the seconds for which they were there; null where no worker is known
 * @param manifest what the run, its programs and its workers said of themselves, by key
 * @param incomplete why the run is not all there, null where it is as far as is known
 */
public record RunFigures(
    String run,
    @Nullable String status,
    @Nullable Double wallS,
    Map<Kind, Work> works,
    long lookups,
    long hits,
    @Nullable Double heldS,
    Map<String, String> manifest,
    @Nullable String incomplete) {

  public RunFigures {
    works = Map.copyOf(works);
    manifest = Map.copyOf(manifest);
  }

  public Work work(Kind kind) {
    return works.getOrDefault(kind, Work.NONE);
  }

  RunFigures with(Map<Kind, Work> otherWorks) {
    return new RunFigures(
        run, status, wallS, otherWorks, lookups, hits, heldS, manifest, incomplete);
  }
}
