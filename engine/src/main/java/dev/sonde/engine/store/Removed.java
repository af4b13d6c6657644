package dev.sonde.engine.store;

/**
 * What went.
 *
 * @param bytes by which the store shrank on the disk, 0 where the room is used again for what comes
 */
public record Removed(long records, long runs, long bytes) {}
