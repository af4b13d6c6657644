package dev.sonde.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Event;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.sdk.destination.Destination;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SondeTest {

  @Test
  void a_run_gives_everything_within_its_id_and_one_trace() {
    List<WideEvent> seen = new ArrayList<>();
    Destination list = seen::addAll;
    String id;
    try (Sonde sonde = Sonde.builder().destination("list", list).start();
        Run run = sonde.run("nightly")) {
      id = run.id();
      sonde.openTelemetry().getTracer("t").spanBuilder("inner").startSpan().end();
    }
    assertThat(seen).hasSize(4);
    assertThat(seen).allMatch(record -> id.equals(record.attributes().text("run.id")));
    assertThat(seen.stream().map(SondeTest::trace).distinct()).hasSize(1);
  }

  private static String trace(WideEvent record) {
    return record instanceof Span span ? span.id().traceHex() : ((Event) record).span().traceHex();
  }
}
