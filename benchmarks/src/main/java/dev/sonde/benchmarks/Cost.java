package dev.sonde.benchmarks;

/**
 * What one run took.
 *
 * @param wallMillis from the start to the end
 * @param cpuMillis user and system time, also of processes that it started
 * @param peakBytes of resident memory; 0 where it was not looked at
 */
record Cost(double wallMillis, double cpuMillis, long peakBytes) {}
