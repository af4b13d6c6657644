package dev.sonde.sdk.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.Sample;
import dev.sonde.model.WideEvent;
import dev.sonde.sdk.Run;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.task.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProcessSamplesTest {

  private static List<Sample> samples(Recorded recorded) {
    return recorded.all().stream()
        .filter(Sample.class::isInstance)
        .map(Sample.class::cast)
        .toList();
  }

  @Test
  void the_last_samples_are_taken_when_it_is_closed() {
    try (Recorded recorded = new Recorded(builder -> builder.worker("w1", 2))) {
      try (Run run = recorded.sonde().run("nightly")) {
        recorded.sonde().transfer("a").begin().bytes(70).close();
        recorded.sonde().spill("a").write().bytes(50).close();
        recorded.sonde().spill("a").read().bytes(30).close();
        recorded.sonde().sampling(Duration.ofDays(1)).memoryLimit(1 << 30).close();
        assertThat(samples(recorded))
            .allMatch(sample -> run.id().equals(sample.attributes().text("run.id")));
      }
      Map<String, Sample> byName =
          samples(recorded).stream().collect(Collectors.toMap(Sample::name, each -> each));
      assertThat(byName)
          .containsOnlyKeys(
              "process.cpu.utilization",
              "process.memory.usage",
              "worker.memory.limit",
              "process.thread.count",
              "jvm.memory.used",
              "jvm.gc.time",
              "worker.spilled.bytes",
              "worker.unspilled.bytes",
              "network.received.bytes");
      assertThat(byName.get("process.cpu.utilization").value()).isBetween(0.0, 1.0);
      assertThat(byName.get("process.memory.usage").value()).isGreaterThan(1 << 20);
      assertThat(byName.get("worker.memory.limit").value()).isEqualTo(1 << 30);
      assertThat(byName.get("process.thread.count").value()).isGreaterThan(1);
      assertThat(byName.get("worker.spilled.bytes").value()).isEqualTo(50);
      assertThat(byName.get("worker.unspilled.bytes").value()).isEqualTo(30);
      assertThat(byName.get("network.received.bytes").value()).isEqualTo(70);
      assertThat(byName.get("network.received.bytes").shape()).isEqualTo(Sample.Shape.SUM);
      WideEvent any = byName.get("jvm.gc.time");
      assertThat(any.origin().resource().text("worker.id")).isEqualTo("w1");
    }
  }

  @Test
  void work_shows_in_the_share_of_the_processors() {
    ProcessMeter meter = new ProcessMeter();
    long end = System.nanoTime() + Duration.ofMillis(50).toNanos();
    long sum = 0;
    while (System.nanoTime() < end) {
      sum += end;
    }
    assertThat(sum).isNotZero();
    assertThat(meter.utilization()).isPositive().isLessThanOrEqualTo(1);
  }

  @Test
  void it_ends_with_the_sonde_and_is_not_there_where_that_is_off() throws Exception {
    Recorded recorded = new Recorded();
    Thread thread = recorded.sonde().sampling(Duration.ofDays(1)).thread();
    assertThat(thread).isNotNull();
    assertThat(thread.isDaemon()).isTrue();
    recorded.close();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    try (ProcessSamples none = Sonde.off().sampling(Duration.ofMillis(10))) {
      assertThat(none.thread()).isNull();
    }
  }

  @Test
  void what_is_too_often_is_refused() {
    assertThatThrownBy(() -> Sonde.off().sampling(Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("every 10 ms or more seldom, not PT0.001S");
  }
}
