package dev.sonde.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Recording never waits")
class RecorderTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private static WideEvent record(int number) {
    return new Event(
        Origin.UNKNOWN,
        number,
        "",
        0,
        Value.of("x".repeat(100)),
        SpanId.NONE,
        Attributes.EMPTY,
        Attributes.EMPTY);
  }

  @Test
  void everything_is_kept_in_order() {
    MemorySink sink = new MemorySink();
    Recorder recorder = new Recorder(sink);
    for (int i = 0; i < 10_000; i++) {
      recorder.record(record(i));
    }
    assertThat(recorder.close(LONG)).isEqualTo(new Recorder.Outcome(10_000, 0, null));
    assertThat(sink.records().stream().map(WideEvent::timeNanos).toList())
        .isSorted()
        .hasSize(10_000);
  }

  @Test
  void a_sink_that_hangs_costs_records_and_no_time() {
    CountDownLatch never = new CountDownLatch(1);
    Recorder recorder =
        new Recorder(
            records -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
              }
            },
            100_000);
    for (int i = 0; i < 10_000; i++) {
      recorder.record(record(i));
    }
    Recorder.Outcome outcome = recorder.close(Duration.ofMillis(1));
    assertThat(outcome.kept()).isZero();
    assertThat(outcome.dropped()).isEqualTo(10_000);
  }

  @Test
  void what_fails_is_tried_again_and_what_is_refused_is_not() {
    int[] calls = {0};
    MemorySink kept = new MemorySink();
    Recorder again =
        new Recorder(records -> {
          if (calls[0]++ == 0) {
            throw new IOException("busy");
          }
          kept.send(records);
        });
    again.record(record(1));
    assertThat(again.close(LONG)).isEqualTo(new Recorder.Outcome(1, 0, "busy"));
    assertThat(kept.records()).hasSize(1);

    Recorder refused =
        new Recorder(records -> {
          throw new RunSink.RefusedException("no");
        });
    refused.record(record(1));
    assertThat(refused.close(LONG)).isEqualTo(new Recorder.Outcome(0, 1, "no"));
  }

  @Test
  void a_sink_with_a_defect_is_said() {
    Recorder recorder =
        new Recorder(records -> {
          throw new IllegalStateException("defect");
        });
    List.of(1, 2, 3).forEach(i -> recorder.record(record(i)));
    assertThat(recorder.close(LONG)).isEqualTo(new Recorder.Outcome(0, 3, "defect"));
  }
}
