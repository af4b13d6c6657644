package dev.sonde.ingest.frisky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.ingest.Collected;
import dev.sonde.model.Span;
import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FriskyDamageTest {

  private static final String A = "{\"name\":\"worker.exec.call\",\"start_ns\":1,\"end_ns\":2}";
  private static final String B = "{\"name\":\"b\",\"start_ns\":3,\"end_ns\":4}";

  @TempDir Path folder;

  @Test
  void a_cut_at_every_997th_byte_keeps_every_whole_span_and_is_noted() throws IOException {
    byte[] whole = Corpus.unzipped("simulated/serial_chain/spans.json.gz");
    byte[] small = Arrays.copyOf(whole, 150_000);
    for (int cut = 997; cut < small.length; cut += 997) {
      Collected read = read(Arrays.copyOf(small, cut));
      int complete = 0;
      for (int i = 0; i < cut; i++) {
        complete += small[i] == '}' ? 1 : 0;
      }
      assertThat(read.read().spans()).as("cut at %d", cut).isEqualTo(complete);
      assertThat(read.read().rejected()).as("cut at %d", cut).isZero();
      assertThat(read.problems()).as("cut at %d", cut).containsExactly("truncated");
    }
  }

  @Test
  void a_file_whose_beginning_is_missing_is_read_from_the_first_whole_span() throws IOException {
    byte[] whole = Corpus.unzipped("simulated/serial_chain/spans.json.gz");
    Collected read = read(Arrays.copyOfRange(whole, 100, whole.length));
    assertThat(read.read().spans()).isEqualTo(6103);
    assertThat(read.problems()).containsExactly("malformed");
  }

  @Test
  void elements_that_are_no_spans_are_rejected_each_with_the_place_of_the_first()
      throws IOException {
    Collected read = read("[" + A + ", 42, null, \"x\", {\"a\":1}, " + B + "]");
    assertThat(names(read)).containsExactly("worker.exec.call", "b");
    assertThat(read.read().rejected()).isEqualTo(4);
    assertThat(read.read().problems())
        .singleElement()
        .satisfies(p -> assertThat(p.where()).endsWith("byte " + (A.length() + 3)))
        .satisfies(p -> assertThat(p.message()).contains("42"));
  }

  @Test
  void damage_inside_one_span_costs_that_span_only() throws IOException {
    for (String damaged :
        List.of(
            "{\"name\": \"x\", \"start_ns\": , \"end_ns\": 2}",
            "{\"name\": \"x\", \"start_ns\": 1, \"attributes\": {\"a\": {\"b\": oops}}}",
            "{\"name\": \"x\", \"start_ns\": 1",
            "{\"name\": \"x\" \"start_ns\": 1}",
            "{\"name\": \"x\", garbage",
            "garbage")) {
      for (String form :
          List.of("[%s,%s,%s]", "{\"spans\":[%s,%s,%s],\"count\":3}", "%s\n%s\n%s\n")) {
        String text = form.formatted(A, damaged, B);
        Collected read = read(text);
        assertThat(names(read)).as(text).containsExactly("worker.exec.call", "b");
        assertThat(read.read().rejected()).as(text).isEqualTo(1);
        assertThat(read.problems()).as(text).containsExactly("malformed");
      }
    }
  }

  @Test
  void a_missing_comma_costs_no_span() throws IOException {
    Collected read = read("[" + A + B + "," + A + "]");
    assertThat(read.spans()).hasSize(3);
    assertThat(read.read().rejected()).isZero();
    assertThat(read.problems()).containsExactly("malformed");
  }

  @Test
  void spans_without_name_or_start_or_with_an_end_before_it_are_rejected_by_cause()
      throws IOException {
    Collected read =
        read(
            "["
                + A
                + ",{\"start_ns\":1},{\"name\":\"x\"},{\"name\":\"y\",\"start_ns\":5,\"end_ns\":4}"
                + ",{\"name\":\"z\",\"start_ns\":\"soon\"}]");
    assertThat(read.spans()).hasSize(1);
    assertThat(read.read().rejected()).isEqualTo(4);
    assertThat(read.problems())
        .containsExactlyInAnyOrder(
            "malformed", "missing_time", "negative_duration", "unknown_field_type");
  }

  @Test
  void a_flood_of_damage_ends_in_bounded_time() throws IOException {
    Collected read = read("[" + A + "," + "{\"".repeat(500_000) + "]");
    assertThat(read.spans()).hasSize(1);
    assertThat(read.problems()).contains("malformed");
  }

  private static List<String> names(Collected read) {
    return read.spans().stream().map(Span::name).toList();
  }

  private Collected read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private Collected read(byte[] bytes) throws IOException {
    return Collected.from(Files.write(folder.resolve("spans.json"), bytes));
  }
}
