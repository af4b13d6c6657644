package dev.sonde.ingest.zipkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sonde.ingest.Collected;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipkinSpansTest {

  @TempDir Path folder;

  private Collected read(String text) throws IOException {
    return Collected.from(Files.writeString(folder.resolve("spans.json"), text));
  }

  private static Span named(Collected read, String name) {
    return read.spans().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void fields_become_what_the_conventions_call_them() throws IOException {
    Collected read =
        read(
            """
            [{"traceId":"5982fe77008310cc80f1da5e10147517","parentId":"90394f6bcffb5d13",
              "id":"67fae42571535f60","kind":"CLIENT","name":"load","timestamp":1516792000000001,
              "duration":"26000","debug":true,
              "localEndpoint":{"serviceName":"worker","ipv4":"192.0.2.1","port":8080},
              "remoteEndpoint":{"serviceName":"db","ipv6":"2001:db8::1"},
              "annotations":[{"timestamp":1516792000000100,"value":"wr"},
                {"timestamp":1516792000000200,
                 "value":"\\"exception\\": {\\"exception.type\\":\\"ValueError\\"}"}],
              "tags":{"task.key":"load-1","task.attempt":"2","worker.id":"w1",
                "task.dependencies":"[\\"a\\",\\"b\\"]","error":"bad chunk"}}]
            """);
    assertThat(read.read().format()).isEqualTo("zipkin");
    assertThat(read.problems()).isEmpty();
    Span span = read.spans().getFirst();
    assertThat(span.id())
        .isEqualTo(new SpanId(0x5982fe77008310ccL, 0x80f1da5e10147517L, 0x67fae42571535f60L));
    assertThat(span.parent()).isEqualTo(0x90394f6bcffb5d13L);
    assertThat(span.startNanos()).isEqualTo(1_516_792_000_000_001_000L);
    assertThat(span.endNanos() - span.startNanos()).isEqualTo(26_000_000);
    assertThat(span.kind()).isEqualTo(Span.Kind.CLIENT);
    assertThat(span.status()).isEqualTo(Span.Status.ERROR);
    assertThat(span.statusMessage()).isEqualTo("bad chunk");
    assertThat(span.origin().resource().text(Keys.SERVICE_NAME)).isEqualTo("worker");
    assertThat(span.attributes().text("peer.service")).isEqualTo("db");
    assertThat(span.attributes().text("network.peer.address")).isEqualTo("2001:db8::1");
    assertThat(span.attributes().text("zipkin.debug")).isEqualTo("true");
    assertThat(span.attributes().texts("task.dependencies")).containsExactly("a", "b");
    assertThat(span.moments()).extracting(Span.Moment::name).containsExactly("wr", "exception");
    SpanFacts facts = SpanFacts.of(span);
    assertThat(facts.role()).isEqualTo(Role.ATTEMPT);
    assertThat(facts.attempt()).isEqualTo(2);
    assertThat(facts.worker()).isEqualTo("w1");
    assertThat(facts.error()).isEqualTo("ValueError");
  }

  @Test
  void the_halves_of_a_shared_id_are_two_spans_with_their_own_children() throws IOException {
    for (String mark : new String[] {",\"shared\":true", ""}) {
      Collected read =
          read(
              """
              [{"traceId":"a","id":"3","parentId":"2","name":"query","timestamp":30,"duration":1,
                "localEndpoint":{"serviceName":"back"}},
               {"traceId":"a","id":"2","parentId":"1","kind":"SERVER","name":"serve","timestamp":20,
                "duration":15,"localEndpoint":{"serviceName":"back"}%s},
               {"traceId":"a","id":"2","parentId":"1","kind":"CLIENT","name":"call","timestamp":10,
                "duration":40,"localEndpoint":{"serviceName":"front"}},
               {"traceId":"a","id":"4","parentId":"2","name":"encode","timestamp":11,"duration":1,
                "localEndpoint":{"serviceName":"front"}}]
              """
                  .formatted(mark));
      Span call = named(read, "call");
      Span serve = named(read, "serve");
      assertThat(call.id().span()).isEqualTo(2);
      assertThat(serve.id()).isNotEqualTo(call.id());
      assertThat(serve.parent()).isEqualTo(2);
      assertThat(named(read, "query").parent()).isEqualTo(serve.id().span());
      assertThat(named(read, "encode").parent()).isEqualTo(2);
    }
  }

  @Test
  void lists_of_traces_and_spans_a_line_are_read() throws IOException {
    String span = "{\"traceId\":\"a\",\"id\":\"%d\",\"timestamp\":5,\"duration\":1}";
    Collected traces =
        read("[[" + span.formatted(1) + "," + span.formatted(2) + "],[" + span.formatted(3) + "]]");
    assertThat(traces.spans()).hasSize(3);
    assertThat(traces.problems()).isEmpty();
    Collected lines = read(span.formatted(1) + "\n" + span.formatted(2) + "\n");
    assertThat(lines.spans()).hasSize(2);
    assertThat(lines.problems()).isEmpty();
  }

  @Test
  void what_is_missing_is_made_up_for_where_that_can_be() throws IOException {
    Collected read =
        read(
            """
            [{"traceId":"a","id":"1","name":"no time","tags":{}},
             {"traceId":"a","id":"2","name":"zero","timestamp":0,
              "annotations":[{"timestamp":7,"value":"cs"}]},
             {"traceId":"a","id":"3","name":"sent","kind":"PRODUCER","timestamp":5},
             {"traceId":"a","id":"4","name":"back","timestamp":5,"duration":-1},
             {"id":"5","name":"nowhere","timestamp":5},
             {"traceId":"trace-é","id":"6","name":"odd","timestamp":5,"duration":0}]
            """);
    assertThat(read.spans())
        .extracting(Span::name, Span::startNanos, Span::isOpen)
        .containsExactly(
            tuple("zero", 7000L, true), tuple("sent", 5000L, false), tuple("odd", 5000L, false));
    assertThat(named(read, "odd").id().hasTrace()).isTrue();
    assertThat(read.read().rejected()).isEqualTo(3);
    assertThat(read.problems())
        .containsExactly("malformed", "unknown_field_type", "missing_time", "negative_duration");
  }

  @Test
  void version_1_is_not_taken_for_version_2() {
    String text =
        "[{\"traceId\":\"a\",\"id\":\"1\",\"name\":\"x\",\"timestamp\":5,\"binaryAnnotations\":[]}]";
    assertThat(new ZipkinImporter().sniff(new Head(text.getBytes(StandardCharsets.UTF_8), true)))
        .isEqualTo(Importer.Match.NO);
  }
}
