package dev.sonde.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.sdk.destination.Destination;
import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.scope.Carry;
import dev.sonde.sdk.scope.Within;
import dev.sonde.sdk.task.Attempt;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code SONDE_SDK_DISABLED=true}: the program runs as if the calls were not there. */
@SuppressWarnings("try") // Opened for what happens within.
class OffTest {

  private static Sonde off() {
    return new SondeBuilder(Map.of("SONDE_SDK_DISABLED", " true ")).start();
  }

  @Test
  void nothing_is_opened_and_nobody_is_told(@TempDir Path folder) {
    Destination none =
        records -> {
          throw new AssertionError("recorded " + records);
        };
    Sonde sonde =
        new SondeBuilder(Map.of("SONDE_SDK_DISABLED", "true"))
            .destination(DestinationSpec.pool(folder.resolve("pool")))
            .destination("none", none)
            .start();
    assertThat(sonde).isSameAs(Sonde.off());
    try (Run run = sonde.run("nightly").set("day", 7)) {
      sonde.attempt("load-1").input("n", OffTest::asked).run(() -> {});
      sonde.tasks().submitted("load-1", List.of());
      sonde.event("any").put("a", 1).emit();
      assertThat(run.id()).isNotEmpty();
    }
    assertThat(sonde.flush(Duration.ofSeconds(1))).isTrue();
    assertThat(sonde.losses().total()).isZero();
    assertThat(folder.resolve("pool")).doesNotExist();
  }

  private static Object asked() {
    throw new AssertionError("asked for a value that nobody records");
  }

  @Test
  void only_bound_keys_show_in_the_context() {
    Sonde sonde = off();
    try (Run run = sonde.run("nightly");
        Within agent = sonde.within("agent.name", "a")) {
      Context around = Context.current();
      assertThat(Within.keys(around).size()).isEqualTo(3);
      try (Attempt attempt = sonde.attempt("load-1").begin()) {
        assertThat(attempt.isSampled()).isFalse();
        sonde.step("submit").close();
        sonde.messages().handling(Map.of("traceparent", "x")).close();
        assertThat(Context.current()).isSameAs(around);
      }
      assertThat(Span.current().getSpanContext().isValid()).isFalse();
      assertThat(Carry.headers()).isEmpty();
      assertThat(sonde.messages().sent("m", "a", "b", "T", 1)).isEmpty();
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void an_executor_is_itself() {
    ExecutorService executor = Executors.newFixedThreadPool(1);
    assertThat(off().traced("pool", executor)).isSameAs(executor);
    executor.shutdown();
  }
}
