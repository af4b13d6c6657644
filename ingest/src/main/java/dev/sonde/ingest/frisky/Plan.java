package dev.sonde.ingest.frisky;

import java.util.Map;

/**
 * What a span's name decides: whose it is, what its keys are, and which of its fields have a name in the
 * conventions.
 *
 * @param word the phase, or the direction of a spill; empty where there is neither
 * @param fields from {@link Spellings#plain} to the convention's key
 */
record Plan(Owner owner, Use keys, String word, Map<String, String> fields) {

  /** The process that emits such a span where it does not say a worker's address. */
  enum Owner {
    WORKER,
    SCHEDULER,
    CLIENT,
    DRIVER
  }

  /** What the strings in {@code keys} are. */
  enum Use {
    TASK,
    PHASE,
    TRANSFER,
    SPILL,
    /** Keys of data that is on its way, or of a batch: no task is announced by them. */
    DATA
  }

  static Plan of(String name) {
    Owner owner = owner(name);
    if (name.equals("worker.exec.call") || name.equals("scheduler.decide_worker")) {
      return new Plan(owner, Use.TASK, "", Map.of());
    } else if (name.startsWith("worker.exec.")) {
      return new Plan(owner, Use.PHASE, phase(name.substring(12)), Map.of());
    } else if (name.equals("worker.transfer.recv")) {
      return new Plan(owner, Use.TRANSFER, "", Spellings.RECEIVED);
    } else if (name.startsWith("tcp.send.")) {
      return new Plan(owner, Use.DATA, "", Spellings.SENT);
    } else if (name.startsWith("tcp.") || name.equals("worker.deserialize")) {
      return new Plan(owner, Use.DATA, "", Spellings.RECEIVED);
    } else if (name.startsWith("worker.spill.") || name.startsWith("spill.")) {
      return new Plan(owner, Use.SPILL, "write", Spellings.SPILLED);
    } else if (name.startsWith("worker.unspill.") || name.startsWith("unspill.")) {
      return new Plan(owner, Use.SPILL, "read", Spellings.SPILLED);
    } else if (name.equals("scheduler.metrics")) {
      return new Plan(owner, Use.DATA, "", Spellings.METRICS);
    }
    return switch (name) {
      case "worker.receive_task" -> new Plan(owner, Use.PHASE, "receive", Map.of());
      case "worker.store_data" -> new Plan(owner, Use.PHASE, "store", Map.of());
      case "worker.task_complete" -> new Plan(owner, Use.PHASE, "complete", Map.of());
      case "worker.handle_event" -> new Plan(owner, Use.PHASE, "handle_event", Map.of());
      default -> new Plan(owner, Use.DATA, "", Map.of());
    };
  }

  private static String phase(String step) {
    return step.equals("gil") ? "lock" : step;
  }

  private static Owner owner(String name) {
    if (name.startsWith("worker.") || name.startsWith("spill.") || name.startsWith("unspill.")) {
      return Owner.WORKER;
    } else if (name.startsWith("tcp.")) {
      return Owner.WORKER;
    } else if (name.startsWith("scheduler.")
        || name.startsWith("ingest.")
        || name.equals("comm.recv")) {
      return Owner.SCHEDULER;
    }
    return name.startsWith("client.") ? Owner.CLIENT : Owner.DRIVER;
  }
}
