package dev.sonde.ingest.frisky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.ingest.Collected;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FriskyFieldsTest {

  private static final String TIMES = ",\"start_ns\":10,\"end_ns\":30}";

  @TempDir Path folder;

  @Test
  void every_container_gives_the_same_spans() throws IOException {
    String a = "{\"name\":\"a\"" + TIMES;
    String b = "{\"name\":\"b\"" + TIMES;
    for (String text :
        List.of(
            "[" + a + "," + b + "]",
            "\ufeff[" + a + "," + b + "]",
            "{\"seq\":1,\"meta\":{\"x\":[1]},\"spans\":[" + a + "," + b + "]}",
            "{\"spans\":[" + a + "," + b + "],\"capacity\":9,\"spans_total\":[1]}",
            "[" + a + "][" + b + "]",
            "[[" + a + "],[" + b + "]]",
            "{\"spans\":[" + a + "]}\n{\"spans\":[" + b + "]}",
            a + "\n" + b + "\n",
            a + ",\n" + b + ",\n")) {
      Collected read = read(text, StandardCharsets.UTF_8);
      assertThat(read.spans().stream().map(Span::name)).as(text).containsExactly("a", "b");
      assertThat(read.problems()).as(text).isEmpty();
      assertThat(read.read().format()).isEqualTo("frisky-spans");
    }
    assertThat(read("[" + a + "]", StandardCharsets.UTF_16LE).spans()).hasSize(1);
  }

  @Test
  void an_empty_list_is_read_and_is_empty() throws IOException {
    for (String text : List.of("[]", " [ ]\n", "{\"spans\": []}")) {
      Collected read = read(text, StandardCharsets.UTF_8);
      assertThat(read.records()).isEmpty();
      assertThat(read.problems()).isEmpty();
    }
  }

  @Test
  void bytes_peers_and_key_counts_are_found_under_every_spelling_and_place() throws IOException {
    String head =
        "{\"name\":\"worker.transfer.recv\",\"worker\":\"w1\",\"keys\":[\"x-1\",\"x-2\"],";
    for (String fields :
        List.of(
            "\"logical_bytes\":100,\"wire_bytes\":50,\"peer\":\"w2\",\"n_keys\":2",
            "\"nbytes\":100,\"compressedBytes\":50,\"source\":\"w2\",\"num_keys\":2",
            "\"bytes\":\"100\",\"bytes_on_wire\":50.0,\"from\":\"w2\"",
            "\"attributes\":{\"bytes\":[60,40],\"wire_bytes\":50,\"peer\":\"w2\"}",
            "\"metadata\":[[\"bytes\",100],[\"wire_bytes\",50],[\"sender\",\"w2\"]]",
            "\"args\":[{\"key\":\"size\",\"value\":100},{\"key\":\"wire\",\"value\":1},"
                + "{\"key\":\"wire_size\",\"value\":50},{\"key\":\"peer\",\"value\":\"w2\"}]")) {
      Span span = one(head + fields + TIMES);
      SpanFacts facts = SpanFacts.of(span);
      assertThat(facts.role()).as(fields).isEqualTo(Role.TRANSFER);
      assertThat(facts.bytes()).as(fields).isEqualTo(100);
      assertThat(facts.wireBytes()).as(fields).isEqualTo(50);
      assertThat(facts.from()).as(fields).isEqualTo("w2");
      assertThat(facts.to()).as(fields).isEqualTo("w1");
      assertThat(facts.dataKeys()).as(fields).isEqualTo(2);
      assertThat(facts.taskKey()).as(fields).isNull();
      assertThat(span.attributes().texts("transfer.keys")).containsExactly("x-1", "x-2");
    }
  }

  @Test
  void pairs_among_the_keys_are_typed_attributes_and_no_tasks() throws IOException {
    Span span =
        one("{\"name\":\"shard.read\",\"keys\":[\"n=3\",\"f=1.5\",\"ok=true\",\"s=1d\"]" + TIMES);
    assertThat(span.attributes().get("n")).isEqualTo(Value.of(3));
    assertThat(span.attributes().get("f")).isEqualTo(Value.of(1.5));
    assertThat(span.attributes().get("ok")).isEqualTo(Value.of(true));
    assertThat(span.attributes().get("s")).isEqualTo(Value.of("1d"));
    assertThat(SpanFacts.of(span).taskKey()).isNull();
  }

  @Test
  void worker_spans_belong_to_their_worker_and_all_others_to_their_service() throws IOException {
    assertOwner("worker.exec.call", "w1", "w1", "worker");
    assertOwner("tcp.send.write", "w1", "w1", "worker");
    assertOwner("tcp.send.write", "scheduler", null, "scheduler");
    assertOwner("scheduler.decide_worker", "scheduler", null, "scheduler");
    assertOwner("comm.recv", "", null, "scheduler");
    assertOwner("client.submit", "", null, "client");
    assertOwner("prep.load", "", null, "driver");
    assertOwner("prep.load", "w1", "w1", "worker");
  }

  private void assertOwner(String name, String said, String worker, String service)
      throws IOException {
    SpanFacts facts =
        SpanFacts.of(one("{\"name\":\"" + name + "\",\"worker\":\"" + said + "\"" + TIMES));
    assertThat(facts.worker()).as(name).isEqualTo(worker);
    assertThat(facts.service()).as(name).isEqualTo(service);
  }

  @Test
  void numbers_are_read_as_text_as_reals_and_beyond_63_bits() throws IOException {
    Span span =
        one(
            "{\"name\":\"a\",\"span_id\":18446744073709551615,\"trace_id\":\"0x1\","
                + "\"start_ns\":\"1790000000123456789\",\"duration_ns\":5.0}");
    assertThat(span.id()).isEqualTo(new SpanId(0, 1, -1));
    assertThat(span.startNanos()).isEqualTo(1790000000123456789L);
    assertThat(span.endNanos()).isEqualTo(1790000000123456794L);
  }

  @Test
  void a_span_without_end_and_duration_is_open() throws IOException {
    assertThat(one("{\"name\":\"a\",\"start_ns\":10}").isOpen()).isTrue();
  }

  @Test
  void unknown_fields_are_kept_with_their_types_and_metrics_get_their_names() throws IOException {
    Span span =
        one(
            "{\"name\":\"scheduler.metrics\",\"memory_bytes\":7,\"disk_read\":1.5,\"odd\":NaN,"
                + "\"deep\":{\"a\":[1,null]},\"count\":3"
                + TIMES);
    assertThat(span.attributes().get("process.memory.usage")).isEqualTo(Value.of(7));
    assertThat(span.attributes().get("disk.read.rate")).isEqualTo(Value.of(1.5));
    assertThat(span.attributes().get("odd")).isEqualTo(Value.of(Double.NaN));
    assertThat(span.attributes().get("deep")).isInstanceOf(Value.Map.class);
    assertThat(span.attributes().get("count")).isEqualTo(Value.of(3));
  }

  private Span one(String json) throws IOException {
    Collected read = read("[" + json + "]", StandardCharsets.UTF_8);
    assertThat(read.problems()).as(json).isEmpty();
    return read.spans().getFirst();
  }

  private Collected read(String text, Charset charset) throws IOException {
    return Collected.from(Files.write(folder.resolve("spans.json"), text.getBytes(charset)));
  }
}
