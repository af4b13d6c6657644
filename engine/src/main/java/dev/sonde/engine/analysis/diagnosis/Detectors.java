package dev.sonde.engine.analysis.diagnosis;

import java.util.List;

/** Every kind of finding. A new one is added here, and shows up everywhere. */
final class Detectors {

  /** Of runs of tasks. */
  static final List<Detector> OF_TASKS =
      List.of(
          new SlowWorker(),
          new LongTask(),
          new Skew(),
          new SerialChain(),
          new TransferBound(),
          new SchedulerBound(),
          new SpillBound(),
          new MemoryPressure(),
          new LockContention(),
          new SmallTasks(),
          new Retries(),
          new LostWorker(),
          new LateWorker(),
          new ClientDelay(),
          new TooManyWorkers());

  private Detectors() {}
}
