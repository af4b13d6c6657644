package dev.sonde.sdk;

import dev.sonde.sdk.task.Attempt;
import dev.sonde.sdk.task.Spill;
import dev.sonde.sdk.task.Tasks;
import dev.sonde.sdk.task.Transfer;
import java.util.List;

/** What docs/sdk.md shows, between the marks. */
final class SchedulerExample {

  private SchedulerExample() {}

  static void nightly(Sonde sonde) throws Exception {
    // docs: scheduler
    Tasks tasks = sonde.tasks();
    try (Run run = sonde.run("nightly")) {
      sonde.worker("w1").joined(2);
      tasks.submitted("load-1", List.of());
      tasks.submitted("sum-1", List.of("load-1"));

      tasks.assigned("load-1", "w1");
      byte[] data = sonde.attempt("load-1").worker("w1").number(1).call(() -> load("part-1"));
      tasks.inMemory("load-1", "w1");

      tasks.assigned("sum-1", "w2");
      try (Transfer move = sonde.transfer("load-1").task("sum-1").from("w1").to("w2").begin()) {
        move.bytes(data.length);
      }
      try (Attempt attempt = sonde.attempt("sum-1").worker("w2").begin()) {
        attempt.output(() -> sum(data));
      }
      tasks.inMemory("sum-1", "w2");
      tasks.released("load-1");

      try (Spill spill = sonde.spill("sum-1").worker("w2").write()) {
        spill.bytes(8);
      }
      sonde.worker("w1").left("done");
      run.set("parts", 1);
    }
    // docs: end
  }

  private static byte[] load(String name) {
    return name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static long sum(byte[] data) {
    long sum = 0;
    for (byte each : data) {
      sum += each;
    }
    return sum;
  }
}
