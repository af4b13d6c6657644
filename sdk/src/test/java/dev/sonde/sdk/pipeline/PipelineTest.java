package dev.sonde.sdk.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.SdkLosses;
import dev.sonde.sdk.destination.Destination;
import dev.sonde.sdk.destination.LossCounter;
import dev.sonde.sdk.destination.LostRecordsException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Origin ORIGIN = new Origin(Attributes.of("service.name", Value.of("test")));

  private static Event event(String name) {
    return new Event(ORIGIN, 1, name, 0, null, SpanId.NONE, Attributes.EMPTY, Attributes.EMPTY);
  }

  /** Keeps what it gets, and waits in each write until it may go on. */
  private static final class Gate implements Destination {
    final List<WideEvent> seen = new CopyOnWriteArrayList<>();
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void write(List<WideEvent> records) throws IOException {
      entered.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      seen.addAll(records);
    }

    long records() {
      return seen.stream().filter(r -> !((Event) r).name().equals("sonde.sdk.dropped")).count();
    }

    Map<String, Long> saidLost() {
      Map<String, Long> said = new HashMap<>();
      seen.forEach(record -> SdkLosses.add(record, said));
      return said;
    }
  }

  private static Map<String, Destination> one(String name, Destination destination) {
    return Map.of(name, destination);
  }

  @Test
  void what_finds_no_room_is_counted_and_said_among_the_records() {
    Gate gate = new Gate();
    Pipeline pipeline = new Pipeline(one("gate", gate), 64, Duration.ofMillis(5));
    int made = 100_000;
    for (int i = 0; i < made; i++) {
      pipeline.offer(event("e"));
    }
    gate.open.countDown();
    pipeline.close(LONG);
    long lost = pipeline.losses().total();
    assertThat(lost).isPositive();
    assertThat(gate.records() + lost).isEqualTo(made);
    assertThat(gate.saidLost().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(lost);
    assertThat(pipeline.losses().records().keySet())
        .isSubsetOf("queue_full", "too_fast", "destination_full:gate");
  }

  @Test
  void a_destination_that_stands_still_costs_no_other_one_anything() throws InterruptedException {
    Gate still = new Gate();
    Gate open = new Gate();
    open.open.countDown();
    Map<String, Destination> both = new LinkedHashMap<>();
    both.put("still", still);
    both.put("open", open);
    Pipeline pipeline = new Pipeline(both, 8192, Duration.ofMillis(5));
    pipeline.offer(event("first"));
    assertThat(still.entered.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 20_000; i++) {
      pipeline.offer(event("e"));
      if (i % 100 == 0) {
        flushOpen(pipeline, open, i + 2);
      }
    }
    flushOpen(pipeline, open, 20_001);
    assertThat(pipeline.losses().records().keySet()).containsExactly("destination_full:still");
    assertThat(open.saidLost()).isEmpty();
    still.open.countDown();
    pipeline.close(LONG);
    assertThat(still.saidLost().keySet()).containsExactly("sdk:destination_full");
    assertThat(still.records() + pipeline.losses().total()).isEqualTo(20_001);
  }

  /** A flush would wait for the one that stands still, too. */
  private static void flushOpen(Pipeline pipeline, Gate open, long records) {
    pipeline.flush(Duration.ofMillis(1));
    while (open.records() < records) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_failed_write_costs_its_records_and_is_said_when_the_next_one_succeeds() {
    Gate gate = new Gate();
    gate.open.countDown();
    Destination fails =
        new Destination() {
          private int writes;

          @Override
          public void write(List<WideEvent> records) throws IOException {
            writes++;
            if (writes == 1) {
              throw new IOException("no room");
            } else if (writes == 2) {
              throw new IllegalStateException("broken");
            } else if (writes == 3) {
              throw new LostRecordsException("destination_rejected", 1, new IOException("one"));
            }
            gate.write(records);
          }
        };
    Pipeline pipeline = new Pipeline(one("d", fails), 64, Duration.ofMillis(5));
    for (int i = 0; i < 4; i++) {
      pipeline.offer(event("a"));
      pipeline.offer(event("b"));
      assertThat(pipeline.flush(LONG)).isTrue();
    }
    pipeline.close(LONG);
    assertThat(pipeline.losses().records())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("destination_failed:d", 4L, "destination_rejected:d", 1L));
    // What the first two cost went with the third write, of which one record did not arrive.
    assertThat(gate.saidLost()).containsExactly(Map.entry("sdk:destination_rejected", 1L));
    assertThat(gate.records()).isEqualTo(2);
  }

  @Test
  void what_a_destination_loses_later_is_counted_under_its_name() {
    Destination later =
        new Destination() {
          private LossCounter losses = (cause, records) -> {};

          @Override
          public void counting(LossCounter counter) {
            losses = counter;
          }

          @Override
          public void write(List<WideEvent> records) {
            losses.lost("pool_full", 7);
          }
        };
    Pipeline pipeline = new Pipeline(one("p", later), 64, Duration.ofMillis(5));
    pipeline.offer(event("a"));
    pipeline.flush(LONG);
    assertThat(pipeline.losses().records()).containsKey("pool_full:p");
    pipeline.close(LONG);
  }

  @Test
  void closing_waits_no_longer_than_it_may_and_counts_what_is_left() throws InterruptedException {
    Gate gate = new Gate();
    Pipeline pipeline = new Pipeline(one("gate", gate), 64, Duration.ofMillis(5));
    pipeline.offer(event("a"));
    assertThat(gate.entered.await(30, TimeUnit.SECONDS)).isTrue();
    pipeline.offer(event("b"));
    long began = System.nanoTime();
    pipeline.close(Duration.ofMillis(100));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(pipeline.losses().records())
        .containsExactly(Map.entry("destination_failed:gate", 2L));
    pipeline.close();
    pipeline.offer(event("c"));
    assertThat(pipeline.losses().records()).containsEntry("closed", 1L);
    assertThat(pipeline.flush(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void so_many_records_a_second_are_taken_and_more_at_once_after_a_quieter_time() {
    long second = 1_000_000_000L;
    Budget budget = new Budget(100, 50, 0);
    budget.take(50, 0);
    assertThat(budget.isOverdrawn()).isFalse();
    budget.take(20, 0);
    assertThat(budget.isOverdrawn()).isTrue();
    assertThat(budget.waitNanos(10, 0)).isEqualTo(3 * second / 10);
    assertThat(budget.waitNanos(10, second / 10)).isEqualTo(second / 5);
    assertThat(budget.waitNanos(10, second)).isZero();
    budget.take(0, 10 * second);
    assertThat(budget.waitNanos(50, 10 * second)).isZero();
    assertThat(budget.waitNanos(51, 10 * second)).isEqualTo(second / 100);
  }

  @Test
  void an_overload_is_where_more_is_refused_than_taken_for_a_tenth_of_a_second() {
    long tenth = 100_000_000L;
    Overload overload = new Overload(0);
    assertThat(overload.lasts(10, 1_000, tenth - 1)).isFalse();
    assertThat(overload.lasts(10, 1_000, tenth)).isTrue();
    assertThat(overload.lasts(100, 1_011, 2 * tenth)).isTrue();
    assertThat(overload.lasts(100, 1_021, 3 * tenth)).isFalse();
    assertThat(overload.lasts(100, 1_121, 4 * tenth)).isFalse();
    assertThat(overload.lasts(100, 1_222, 5 * tenth)).isTrue();
  }

  @Test
  void a_thread_may_fill_all_stripes_unless_these_are_limited() {
    StripedBuffer<Integer> buffer = new StripedBuffer<>(4, 64);
    assertThat(filled(buffer)).isEqualTo(64);
    List<Integer> drained = new ArrayList<>();
    assertThat(buffer.drain(100, drained::add)).isEqualTo(64);
    assertThat(drained.stream().distinct()).hasSize(64);
    buffer.limit(16);
    assertThat(filled(buffer)).isEqualTo(4);
    buffer.drain(100, drained::add);
    buffer.limit(1_000);
    assertThat(filled(buffer)).isEqualTo(64);
  }

  private static int filled(StripedBuffer<Integer> buffer) {
    int taken = 0;
    while (buffer.offer(taken) != StripedBuffer.Offer.REFUSED) {
      taken++;
    }
    return taken;
  }

  @Test
  void records_that_wait_are_bounded_by_their_size_too() throws InterruptedException {
    Gate gate = new Gate();
    Pipeline pipeline = new Pipeline(one("gate", gate), 4096, Duration.ofMillis(1));
    pipeline.offer(event("a"));
    assertThat(gate.entered.await(30, TimeUnit.SECONDS)).isTrue();
    Event large =
        new Event(
            ORIGIN,
            1,
            "large",
            0,
            Value.of("x".repeat(1 << 20)),
            SpanId.NONE,
            Attributes.EMPTY,
            Attributes.EMPTY);
    int offered = 400;
    for (int i = 0; i < offered; i++) {
      pipeline.offer(large);
    }
    // 64 MiB of them fit, and the batch that goes beyond that. However busy the machine is, all
    // others
    // have come to a full queue before the gate opens.
    int most = 70;
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (pipeline.losses().total() < offered - most && System.nanoTime() < giveUp) {
      pipeline.flush(Duration.ofMillis(1));
    }
    gate.open.countDown();
    pipeline.close(LONG);
    assertThat(gate.records()).isBetween(64L, 1L + most);
  }
}
