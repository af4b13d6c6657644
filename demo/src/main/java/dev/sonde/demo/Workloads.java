package dev.sonde.demo;

import dev.sonde.demo.agents.AgentsWorkload;
import dev.sonde.demo.array.ArrayWorkload;
import dev.sonde.demo.review.ReviewWorkload;
import dev.sonde.demo.sweep.SweepWorkload;
import java.util.List;

/** Every workload; a new one is added here. */
public final class Workloads {

  public static final List<Workload> ALL =
      List.of(new ArrayWorkload(), new AgentsWorkload(), new ReviewWorkload(), new SweepWorkload());

  private Workloads() {}

  /**
   * @throws IllegalArgumentException naming those that there are
   */
  public static Workload named(String name) {
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no workload '%s' among %s"
                    .formatted(
                        name, String.join(", ", ALL.stream().map(Workload::name).toList()))));
  }
}
