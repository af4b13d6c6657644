package dev.sonde.engine.analysis.path;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A worker as far as time goes.
 *
 * @param slots how many tasks it runs at once; where more were seen, those count
 * @param addedNanos when it joined, null where that is unknown
 * @param removedNanos when it left, null where it stayed
 */
public record Host(
    String worker, int slots, @Nullable Long addedNanos, @Nullable Long removedNanos) {
  public Host {
    Objects.requireNonNull(worker, "worker is null");
  }
}
