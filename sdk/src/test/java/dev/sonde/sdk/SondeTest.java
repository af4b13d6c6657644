package dev.sonde.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Event;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.sdk.destination.Destination;
import dev.sonde.sdk.scope.Within;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  @Test
  @SuppressWarnings("try") // Opened for what happens within.
  void on_an_opentelemetry_of_others_the_keys_are_on_every_record() {
    List<SpanData> spans = new ArrayList<>();
    List<LogRecordData> events = new ArrayList<>();
    try (OpenTelemetrySdk others =
        OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(ended(spans)).build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .addLogRecordProcessor(
                        (context, record) -> events.add(record.toLogRecordData()))
                    .build())
            .build()) {
      Sonde sonde = Sonde.on(others);
      try (Run run = sonde.run("nightly");
          Within agent = sonde.within("agent.name", "a")) {
        sonde.attempt("load-1").run(() -> sonde.event("any").emit());
        sonde.sampling(Duration.ofDays(1)).close();
      }
    }
    AttributeKey<String> run = AttributeKey.stringKey("run.name");
    AttributeKey<String> agent = AttributeKey.stringKey("agent.name");
    assertThat(spans.stream().map(SpanData::getName)).containsExactly("load", "nightly");
    assertThat(spans).allMatch(span -> "nightly".equals(span.getAttributes().get(run)));
    assertThat(spans.get(0).getAttributes().get(agent)).isEqualTo("a");
    assertThat(events).hasSize(3);
    assertThat(events.get(1).getEventName()).isEqualTo("any");
    assertThat(events.get(1).getAttributes().get(agent)).isEqualTo("a");
    assertThat(events.get(1).getSpanContext()).isEqualTo(spans.get(0).getSpanContext());
  }

  private static SpanProcessor ended(List<SpanData> spans) {
    return new SpanProcessor() {
      @Override
      public void onStart(Context parent, ReadWriteSpan span) {}

      @Override
      public boolean isStartRequired() {
        return false;
      }

      @Override
      public void onEnd(ReadableSpan span) {
        spans.add(span.toSpanData());
      }

      @Override
      public boolean isEndRequired() {
        return true;
      }
    };
  }

  @Test
  void below_sonde_run_its_run_is_the_outer_one() {
    List<WideEvent> seen = new ArrayList<>();
    Destination list = seen::addAll;
    Map<String, String> environment =
        Map.of(
            "OTEL_RESOURCE_ATTRIBUTES", "run.id=r1,run.name=shell",
            "TRACEPARENT", "00-0000000000000000000000000000000a-000000000000000b-01");
    try (Sonde sonde = new SondeBuilder(environment).destination("list", list).start()) {
      sonde.attempt("load-1").run(() -> {});
      sonde.run("nightly").close();
    }
    Span load = (Span) named(seen, "load");
    assertThat(load.attributes().text("run.id")).isEqualTo("r1");
    assertThat(load.parent()).isEqualTo(0xb);
    Span nightly = (Span) named(seen, "nightly");
    assertThat(nightly.attributes().text("run.parent.id")).isEqualTo("r1");
    assertThat(nightly.id().traceHex()).endsWith("a");
    assertThat(nightly.origin().resource().text("run.id")).isEqualTo("r1");
  }

  private static WideEvent named(List<WideEvent> seen, String name) {
    return seen.stream()
        .filter(record -> record instanceof Span span && span.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String trace(WideEvent record) {
    return record instanceof Span span ? span.id().traceHex() : ((Event) record).span().traceHex();
  }
}
