package dev.sonde.sdk.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.sdk.Run;
import dev.sonde.sdk.task.Recorded;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShareSamplerTest {

  private static final String HIGH = "0123456789abcdef00";

  private static SamplingResult of(Sampler sampler, String traceId, Context parent) {
    return sampler.shouldSample(
        parent, traceId, "x", SpanKind.INTERNAL, Attributes.empty(), List.of());
  }

  private static Context parent(String traceId, TraceFlags flags, TraceState state) {
    SpanContext context = SpanContext.create(traceId, "00000000000000ab", flags, state);
    return Context.root().with(Span.wrap(context));
  }

  @Test
  void a_trace_is_kept_where_its_random_part_is_not_below_the_threshold() {
    ShareSampler quarter = new ShareSampler(0.25);
    SamplingResult at = of(quarter, HIGH + "c0000000000000", Context.root());
    assertThat(at.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(at.getUpdatedTraceState(TraceState.getDefault()).get("ot")).isEqualTo("th:c");
    SamplingResult below = of(quarter, HIGH + "bfffffffffffff", Context.root());
    assertThat(below.getDecision()).isEqualTo(SamplingDecision.DROP);
    assertThat(below.getUpdatedTraceState(TraceState.getDefault()).isEmpty()).isTrue();
  }

  @Test
  void what_others_wrote_into_the_trace_state_stays() {
    String trace = HIGH + "00000000000001";
    TraceState state =
        TraceState.builder().put("ot", "th:8;rv:ffffffffffffff").put("other", "1").build();
    SamplingResult kept =
        of(new ShareSampler(0.25), trace, parent(trace, TraceFlags.getSampled(), state));
    assertThat(kept.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    TraceState after = kept.getUpdatedTraceState(state);
    assertThat(after.get("ot")).isEqualTo("th:c;rv:ffffffffffffff");
    assertThat(after.get("other")).isEqualTo("1");
  }

  @Test
  void by_parent_a_decision_from_elsewhere_stands() {
    Sampler none = Samplers.byParent(0);
    String trace = HIGH + "ffffffffffffff";
    TraceState state = TraceState.builder().put("ot", "th:8").build();
    SamplingResult followed = of(none, trace, parent(trace, TraceFlags.getSampled(), state));
    assertThat(followed.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(followed.getUpdatedTraceState(state)).isEqualTo(state);
    assertThat(of(none, trace, Context.root()).getDecision()).isEqualTo(SamplingDecision.DROP);
    assertThat(
            of(
                    Samplers.byParent(1),
                    trace,
                    parent(trace, TraceFlags.getDefault(), TraceState.getDefault()))
                .getDecision())
        .isEqualTo(SamplingDecision.DROP);
  }

  @Test
  void the_variables_of_opentelemetry_name_samplers() {
    assertThat(Samplers.of(Map.of()).getDescription()).contains("ParentBased{root:AlwaysOn");
    assertThat(named("always_off", "").getDescription()).isEqualTo("AlwaysOffSampler");
    assertThat(named("traceidratio", "0.25").getDescription()).isEqualTo("ShareSampler{0.25}");
    assertThat(named("parentbased_traceidratio", "0.5").getDescription())
        .contains("ParentBased{root:ShareSampler{0.5}");
    assertThat(named("traceidratio", "many").getDescription()).isEqualTo("ShareSampler{1.0}");
    assertThat(named("jaeger_remote", "").getDescription()).contains("root:AlwaysOn");
  }

  private static Sampler named(String name, String argument) {
    return Samplers.of(Map.of("OTEL_TRACES_SAMPLER", name, "OTEL_TRACES_SAMPLER_ARG", argument));
  }

  @Test
  void what_is_no_share_is_refused_with_its_value() {
    assertThatThrownBy(() -> new ShareSampler(25))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 0 to 1, not 25");
    assertThatThrownBy(() -> new ShareSampler(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_run_is_kept_or_dropped_as_a_whole_and_its_events_are_kept() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (Recorded recorded = new Recorded(builder -> builder.sampleShare(0))) {
      ExecutorService pool = recorded.sonde().traced("pool", Executors.newFixedThreadPool(1));
      try (Run run = recorded.sonde().run("nightly")) {
        recorded.sonde().attempt("load-1").input("n", asked::incrementAndGet).run(() -> {});
        pool.submit(() -> run.id()).get();
      } finally {
        pool.shutdown();
      }
      assertThat(recorded.spans()).isEmpty();
      // A pool's task that was sampled out is known to be done all the same.
      assertThat(recorded.events().stream().map(event -> event.attributes().text("task.state.to")))
          .contains("submitted", "memory");
      assertThat(recorded.event("run.finished").attributes().text("run.name")).isEqualTo("nightly");
    }
  }
}
