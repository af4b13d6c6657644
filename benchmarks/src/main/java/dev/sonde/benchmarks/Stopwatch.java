package dev.sonde.benchmarks;

import java.io.IOException;

/** Measures a part of this process's own work, from its making on. */
final class Stopwatch {

  private final double cpu;
  private final long began;

  Stopwatch() throws IOException {
    Machine.forgetPeak();
    cpu = Machine.ownCpuMillis();
    began = System.nanoTime();
  }

  Cost stop() throws IOException {
    double wall = (System.nanoTime() - began) / 1e6;
    return new Cost(
        wall, Machine.ownCpuMillis() - cpu, Machine.peakBytes(ProcessHandle.current().pid()));
  }
}
