package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.engine.analysis.Stragglers.Floors;
import dev.sonde.engine.analysis.Stragglers.Straggler;
import dev.sonde.engine.analysis.Stragglers.Total;
import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.vocabulary.Component;
import dev.sonde.model.vocabulary.SpanFacts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Figures that users of Frisky published of a run of 6,420 tasks on four workers: sums of time by span
 * name, and what Frisky's own commands made of them.
 */
class PublishedFiguresTest {

  /** Name and total in milliseconds. */
  private static final String SUMS =
      """
      profile.imports 8912.232334
      profile.boundary 511.436566
      profile.cluster_start 606.682549
      scheduler.metrics 85006.707699
      comm.recv 507488.579732
      profile.stac_search 8293.14403
      profile.graph_build 1136.849907
      profile.graph_optimize 1817.85643
      profile.compute 73295.203351
      client.convert_legacy 7365.768228
      client.dask_order 684.378954
      client.serialize_tasks 2822.326248
      client.submit_graph 29.414776
      scheduler.handle_update_graph 12.770943
      scheduler.ingest.add_tasks 2.729872
      scheduler.ingest.reverse_deps 2.413369
      scheduler.ingest.homes 3.618836
      scheduler.ingest.mark_keys 0.001763
      scheduler.ingest.transitions 3.953573
      scheduler.decide_worker 21.339502
      scheduler.ingest.release 0.01629
      scheduler.sender.flush_worker 63.854553
      worker.receive_task 21.872083
      worker.exec.gil 111.655945
      worker.exec.deserialize 2531.198308
      worker.exec.call 512225.161411
      worker.store_data 11.566657
      worker.handle_event 747.240103
      worker.task_complete 282.984147
      scheduler.tasks_finished 134.825042
      tcp.send.serialize 1665.337804
      tcp.send.queue 6735.358934
      tcp.send.compress 2127.158636
      tcp.send.write_queue 556.186981
      tcp.send.write 634.389502
      worker.transfer.recv 882.021524
      tcp.recv.read 574.330138
      tcp.recv.queue 2853.640273
      tcp.recv.decompress 2529.792941
      worker.deserialize 1795.241368
      worker.idle 17633.803144
      scheduler.data_received 5.991615
      scheduler.sender.flush_client 160.569804
      worker.send_data_to_scheduler 171.834798
      client.receive_result 109.896574
      profile.stats 94.681
      """;

  private static final double MILLI = 1e-3;

  @Test
  void components_add_up_to_what_the_timeline_printed() {
    Map<Component, Double> components = new EnumMap<>(Component.class);
    sums().forEach((name, ms) -> components.merge(component(name), ms * MILLI, Double::sum));

    assertThat(components.get(Component.COMPUTE)).isCloseTo(516.663, within(0.0005));
    assertThat(components.get(Component.NETWORK)).isCloseTo(18.558, within(0.0005));
    assertThat(components.get(Component.SCHEDULER)).isCloseTo(0.41209, within(0.000005));
    assertThat(components.get(Component.OTHER) + components.get(Component.WAITING))
        .isCloseTo(614.404, within(0.0005));
    assertThat(components).doesNotContainKey(Component.DISK);
  }

  @Test
  void idle_and_metrics_are_left_out_of_both_rows() {
    double workers = 0;
    double scheduler = 0;
    for (Map.Entry<String, Double> sum : sums().entrySet()) {
      if (component(sum.getKey()) == Component.NONE) {
        continue;
      }
      boolean onWorker = sum.getKey().startsWith("worker.") || sum.getKey().startsWith("tcp.");
      workers += onWorker ? sum.getValue() * MILLI : 0;
      scheduler += onWorker ? 0 : sum.getValue() * MILLI;
    }

    assertThat(workers).isCloseTo(536.457, within(0.0005));
    assertThat(scheduler).isCloseTo(613.581, within(0.0005));
  }

  @Test
  void a_lone_holder_among_four_is_four_deviations_away() {
    List<Straggler> found =
        Stragglers.find(
            List.of(new Total("worker.send_data_to_scheduler", "w5", 2, 0.171834798)),
            Set.of("w3", "w4", "w5", "w6"),
            83.4,
            Floors.NONE);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().excessS()).isCloseTo(0.171834798, within(1e-12));
    assertThat(found.getFirst().deviations().getFirst().sigma()).isCloseTo(4.0, within(1e-12));
  }

  /**
   * The four totals behind the published sum, excess and deviation are not published; these are one
   * solution, in which the other three lie evenly around the median.
   */
  @Test
  void a_worker_that_receives_more_has_the_published_excess_and_deviation() {
    List<Total> totals = new ArrayList<>();
    totals.addAll(around("tcp.recv.decompress", 2.529792941, 1.554795888, 3.7699738274471706));
    totals.addAll(around("worker.transfer.recv", 0.882021524, 0.5459932245, 4.7840202826919205));

    List<Straggler> found = Stragglers.find(totals, workers(), 83.4, Floors.NONE);

    assertThat(found).extracting(Straggler::worker).containsExactly("w6");
    List<Stragglers.Deviation> deviations = found.getFirst().deviations();
    assertThat(deviations.get(0).excessS()).isCloseTo(1.554795888, within(1e-9));
    assertThat(deviations.get(0).sigma()).isCloseTo(3.7699738274, within(1e-6));
    assertThat(deviations.get(1).excessS()).isCloseTo(0.5459932245, within(1e-9));
    assertThat(deviations.get(1).sigma()).isCloseTo(4.7840202827, within(1e-6));
    assertThat(found.getFirst().excessS()).isCloseTo(1.554795888 + 0.5459932245, within(1e-9));
  }

  @Test
  void deviations_are_capped_at_fifty_and_small_ones_are_kept_without_floors() {
    List<Total> totals =
        List.of(
            new Total("tcp.recv.queue", "w3", 200, 0.0137),
            new Total("tcp.recv.queue", "w4", 200, 0.0138),
            new Total("tcp.recv.queue", "w5", 200, 0.0136),
            new Total("tcp.recv.queue", "w6", 212, 2.8124116425 + 0.01375));

    Stragglers.Deviation deviation =
        Stragglers.find(totals, workers(), 83.4, Floors.NONE).getFirst().deviations().getFirst();

    assertThat(deviation.excessS()).isCloseTo(2.8124116425, within(1e-9));
    assertThat(deviation.sigma()).isEqualTo(50.0);
  }

  private static Set<String> workers() {
    return new TreeSet<>(Set.of("w3", "w4", "w5", "w6"));
  }

  /**
   * Totals m - d, m - d, m + d, m + excess around a median m: the median distance is d = scale / 1.4826,
   * and the sum is 4 m - d + excess.
   */
  private static List<Total> around(String name, double sum, double excess, double sigma) {
    double d = excess / sigma / 1.4826;
    double median = (sum + d - excess) / 4;
    return List.of(
        new Total(name, "w3", 200, median - d),
        new Total(name, "w4", 200, median - d),
        new Total(name, "w5", 200, median + d),
        new Total(name, "w6", 212, median + excess));
  }

  private static Component component(String name) {
    return SpanFacts.of(
            new Span(
                Origin.UNKNOWN,
                new SpanId(0, 1, 1),
                0,
                name,
                Span.Kind.UNSPECIFIED,
                1,
                2,
                Span.Status.UNSET,
                "",
                Attributes.EMPTY,
                List.of(),
                List.of(),
                Attributes.EMPTY))
        .component();
  }

  private static Map<String, Double> sums() {
    Map<String, Double> sums = new LinkedHashMap<>();
    SUMS.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> {
          int space = line.indexOf(' ');
          sums.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
    return sums;
  }
}
