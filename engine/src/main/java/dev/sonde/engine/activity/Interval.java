package dev.sonde.engine.activity;

import org.jspecify.annotations.Nullable;

/**
 * A stay of a worker.
 *
 * @param addedNs when it was announced, else its first span's start; null where neither is known
 * @param removedNs null where it stayed
 * @param reason why it left; null where nobody said
 */
public record Interval(@Nullable Long addedNs, @Nullable Long removedNs, @Nullable String reason) {}
