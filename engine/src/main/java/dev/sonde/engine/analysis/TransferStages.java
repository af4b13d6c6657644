package dev.sonde.engine.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages that a message goes through from one worker to the other, in the order of the pipeline. A
 * stage's share is its total over the workers' time (workers × window); as waiting messages wait side by
 * side, it may exceed 1.
 */
public final class TransferStages {

  private record Label(String span, String name) {}

  private static final List<Label> PIPELINE =
      List.of(
          new Label("tcp.send.serialize", "serialize"),
          new Label("tcp.send.queue", "send queue"),
          new Label("tcp.send.compress", "compress"),
          new Label("tcp.send.write_queue", "write queue"),
          new Label("tcp.send.write", "write"),
          new Label("worker.transfer.recv", "wire+read"),
          new Label("tcp.recv.read", "read"),
          new Label("tcp.recv.queue", "recv queue"),
          new Label("tcp.recv.decompress", "decompress"),
          new Label("worker.deserialize", "deserialize"));

  /** What was spent under one span name. */
  public record Spent(String span, long count, double totalS) {}

  /**
   * @param span the span name behind it
   * @param shareOfCapacity of workers × window; null where no worker is known
   */
  public record Stage(
      String name,
      String span,
      long count,
      double totalS,
      @org.jspecify.annotations.Nullable Double shareOfCapacity) {}

  private TransferStages() {}

  /** The stages that were seen; those outside of the known pipeline last, most time first. */
  public static List<Stage> of(List<Spent> spent, double capacityS) {
    Map<String, Spent> bySpan = new HashMap<>();
    spent.forEach(one -> bySpan.put(one.span(), one));
    List<Stage> stages = new ArrayList<>();
    for (Label label : PIPELINE) {
      Spent one = bySpan.remove(label.span());
      if (one != null) {
        stages.add(stage(label.name(), one, capacityS));
      }
    }
    bySpan.values().stream()
        .sorted(Comparator.comparingDouble(Spent::totalS).reversed().thenComparing(Spent::span))
        .forEach(one -> stages.add(stage(one.span(), one, capacityS)));
    return stages;
  }

  private static Stage stage(String name, Spent spent, double capacityS) {
    return new Stage(
        name,
        spent.span(),
        spent.count(),
        spent.totalS(),
        capacityS > 0 ? spent.totalS() / capacityS : null);
  }
}
