package dev.sonde.ingest.jaeger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sonde.ingest.Collected;
import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JaegerTracesTest {

  /** Two traces as the UI downloads them; each has a p1 of its own. */
  private static final String TWO_TRACES =
      """
      {"data":[
       {"traceID":"af7651916cd43dd8448eb211c80319c","spans":[
         {"traceID":"af7651916cd43dd8448eb211c80319c","spanID":"7ad6b7169203331","flags":1,
          "operationName":"load","references":[],"startTime":1700000000000001,"duration":1500,
          "tags":[{"key":"task.key","type":"string","value":"load-1"},
                  {"key":"task.attempt","type":"int64","value":"2"},
                  {"key":"task.dependencies","type":"string","value":"[\\"a\\",\\"b\\"]"},
                  {"key":"ratio","type":"float64","value":1},
                  {"key":"cached","type":"bool","value":"true"},
                  {"key":"raw","type":"binary","value":"AQI="},
                  {"key":"big","type":"int64","value":"9223372036854775807"},
                  {"key":"error","type":"bool","value":true},
                  {"key":"otel.status_description","type":"string","value":"bad chunk"},
                  {"key":"otel.scope.name","type":"string","value":"tasks"},
                  {"key":"span.kind","type":"string","value":"internal"}],
          "logs":[{"timestamp":1700000000000400,"fields":[
                    {"key":"event","type":"string","value":"error"},
                    {"key":"error.kind","type":"string","value":"ValueError"},
                    {"key":"message","type":"string","value":"bad chunk"}]},
                  {"timestamp":1700000000000500,"fields":[
                    {"key":"message","type":"string","value":"trying again"}]}],
          "processID":"p1","warnings":["clock skew"]},
         {"traceID":"af7651916cd43dd8448eb211c80319c","spanID":"2","operationName":"then",
          "references":[{"refType":"FOLLOWS_FROM","traceID":"af7651916cd43dd8448eb211c80319c","spanID":"9"},
                        {"refType":"CHILD_OF","traceID":"af7651916cd43dd8448eb211c80319c","spanID":"07ad6b7169203331"},
                        {"refType":"CHILD_OF","traceID":"51","spanID":"3"}],
          "startTime":1700000000002000,"duration":10,"tags":null,"logs":null,"processID":"p2","warnings":null}],
        "processes":{"p1":{"serviceName":"worker","tags":[{"key":"worker.id","type":"string","value":"w1"}]},
                     "p2":{"serviceName":"client","tags":[{"key":"hostname","type":"string","value":"h"}]}},
        "warnings":null},
       {"traceID":"51","spans":[
         {"traceID":"51","spanID":"3","operationName":"other","startTime":1700000000003000,
          "duration":10,"processID":"p1"}],
        "processes":{"p1":{"serviceName":"third","tags":[]}}}],
       "total":0,"limit":0,"offset":0,"errors":null}
      """;

  @TempDir Path folder;

  private Collected read(String text) throws IOException {
    return Collected.from(Files.writeString(folder.resolve("trace.json"), text));
  }

  @Test
  void traces_have_spans_with_processes_of_their_own() throws IOException {
    Collected read = read(TWO_TRACES);
    assertThat(read.read().format()).isEqualTo("jaeger");
    assertThat(read.problems()).isEmpty();
    assertThat(read.spans())
        .extracting(Span::name, s -> s.origin().resource().text(Keys.SERVICE_NAME))
        .containsExactly(tuple("load", "worker"), tuple("then", "client"), tuple("other", "third"));
    assertThat(read.spans().get(1).origin().resource().text("host.name")).isEqualTo("h");
  }

  @Test
  void tags_have_their_types_and_the_known_ones_their_meaning() throws IOException {
    Span span = read(TWO_TRACES).spans().getFirst();
    assertThat(span.id())
        .isEqualTo(new SpanId(0x0af7651916cd43ddL, 0x8448eb211c80319cL, 0x07ad6b7169203331L));
    assertThat(span.startNanos()).isEqualTo(1_700_000_000_000_001_000L);
    assertThat(span.endNanos()).isEqualTo(1_700_000_000_001_501_000L);
    assertThat(span.kind()).isEqualTo(Span.Kind.INTERNAL);
    assertThat(span.status()).isEqualTo(Span.Status.ERROR);
    assertThat(span.statusMessage()).isEqualTo("bad chunk");
    assertThat(span.origin().scope()).isEqualTo("tasks");
    Attributes own = span.attributes();
    assertThat(own.get("task.attempt")).isEqualTo(Value.of(2));
    assertThat(own.texts("task.dependencies")).containsExactly("a", "b");
    assertThat(own.get("ratio")).isEqualTo(Value.of(1.0));
    assertThat(own.get("cached")).isEqualTo(Value.of(true));
    assertThat(own.get("raw")).isEqualTo(new Value.Bytes(new byte[] {1, 2}));
    assertThat(own.get("big")).isEqualTo(Value.of(Long.MAX_VALUE));
    assertThat(own.has("error") || own.has("span.kind")).isFalse();
    assertThat(own.texts("jaeger.warnings")).containsExactly("clock skew");
    SpanFacts facts = SpanFacts.of(span);
    assertThat(facts.role()).isEqualTo(Role.ATTEMPT);
    assertThat(facts.worker()).isEqualTo("w1");
    assertThat(facts.error()).isEqualTo("ValueError: bad chunk");
  }

  @Test
  void logs_are_moments_and_an_error_among_them_an_exception() throws IOException {
    List<Span.Moment> moments = read(TWO_TRACES).spans().getFirst().moments();
    assertThat(moments)
        .extracting(Span.Moment::name, Span.Moment::timeNanos)
        .containsExactly(
            tuple("exception", 1_700_000_000_000_400_000L),
            tuple("trying again", 1_700_000_000_000_500_000L));
    assertThat(moments.getFirst().attributes().text("exception.type")).isEqualTo("ValueError");
  }

  @Test
  void one_reference_is_the_parent_and_the_others_are_links() throws IOException {
    Span span = read(TWO_TRACES).spans().get(1);
    assertThat(span.parent()).isEqualTo(0x07ad6b7169203331L);
    assertThat(span.links())
        .extracting(l -> l.to().span(), l -> l.attributes().text("opentracing.ref_type"))
        .containsExactly(tuple(9L, "follows_from"), tuple(3L, "child_of"));
  }

  @Test
  void a_single_trace_and_spans_with_processes_written_out_are_read() throws IOException {
    String span =
        "{\"traceID\":\"1\",\"spanID\":\"2\",\"operationName\":\"a\",\"startTime\":\"5\",\"duration\":1,"
            + "\"process\":{\"serviceName\":\"s\",\"tags\":[]}}";
    for (String text :
        List.of(span + "\n" + span, "{\"spans\":[" + span + "]}", "[" + span + "]")) {
      Collected read = read(text);
      assertThat(read.problems()).as(text).isEmpty();
      assertThat(read.spans())
          .as(text)
          .isNotEmpty()
          .allSatisfy(
              s -> assertThat(s.origin().resource().text(Keys.SERVICE_NAME)).isEqualTo("s"));
    }
  }

  @Test
  void damage_costs_a_span_and_no_process() throws IOException {
    Collected read =
        read(TWO_TRACES.replace("\"operationName\":\"then\",", "\"operationName\":,,"));
    assertThat(read.problems()).containsExactly("malformed");
    assertThat(read.spans())
        .extracting(Span::name, s -> s.origin().resource().text(Keys.SERVICE_NAME))
        .containsExactly(tuple("load", "worker"), tuple("other", "third"));
  }

  @Test
  void what_a_span_must_have_is_asked_for() throws IOException {
    Collected read =
        read(
            """
            {"data":[{"traceID":"1","spans":[
             {"traceID":"1","spanID":"1","operationName":"a","startTime":"soon","duration":1},
             {"traceID":"1","spanID":"2","operationName":"b","startTime":5,"duration":-1},
             {"traceID":"1","operationName":"c","startTime":5,"duration":1},
             {"traceID":"1","spanID":"not hex","operationName":"d","startTime":5,"processID":"p9"}],
             "processes":{}}]}
            """);
    assertThat(read.spans()).extracting(Span::name).containsExactly("d");
    assertThat(read.spans().getFirst().isOpen()).isTrue();
    assertThat(read.spans().getFirst().id().hasSpan()).isTrue();
    assertThat(read.read().rejected()).isEqualTo(3);
    assertThat(read.problems())
        .containsExactly("malformed", "missing_time", "negative_duration", "orphan");
  }
}
