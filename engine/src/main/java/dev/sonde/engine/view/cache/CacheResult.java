package dev.sonde.engine.view.cache;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cache was asked and what it saved.
 *
 * @param savedS of the misses that the hits repeat, matched by key over all runs of the source; null
 *     where no hit has such a miss
 * @param unmatched hits of which no earlier miss is known: what they saved is not in {@code savedS}
 */
public record CacheResult(
    long lookups, long hits, @Nullable Double savedS, long unmatched, List<Prefix> prefixes) {

  /**
   * What one kind of task looked up.
   *
   * @param prefix null where neither a task nor a name is told
   * @param missesBecause misses by cause: {@code first}, the key had not been looked up before; {@code
   *     again}, it had been
   */
  public record Prefix(
      @Nullable String prefix,
      long lookups,
      long hits,
      @Nullable Double savedS,
      Map<String, Long> missesBecause) {}
}
