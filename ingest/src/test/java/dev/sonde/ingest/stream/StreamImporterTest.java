package dev.sonde.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.ingest.Collected;
import dev.sonde.ingest.Earlier;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem;
import dev.sonde.model.RecordJson;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamImporterTest extends ImporterContract {

  private static final String HEADER = "{\"sonde\": 1, \"kind\": \"events\"}\n";
  private static final String TRAILER = "{\"sonde_end\": 1, \"coverage\": {\"duplicates\": 0}}\n";

  @Override
  protected Importer importer() {
    return new StreamImporter();
  }

  @Override
  protected byte[] sample() {
    return (HEADER + lines() + TRAILER).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected int records() {
    return 12;
  }

  @Test
  void plain_lines_without_header_are_read_and_nothing_is_missing() {
    Collected plain = read(lines().getBytes(StandardCharsets.UTF_8));
    assertThat(plain.records()).hasSize(records());
    assertThat(plain.problems()).isEmpty();
    assertThat(plain.records().stream().map(r -> System.identityHashCode(r.origin())).distinct())
        .hasSize(1);
  }

  @Test
  void what_the_trailer_says_was_missing_is_told_again() {
    String trailer =
        "{\"sonde_end\":1,\"coverage\":{\"duplicates\":8,\"rejected\":2,\"dropped\":1,\"problems\":"
            + "[{\"code\":\"truncated\",\"count\":3,\"where\":\"a.json, byte 9\",\"message\":\"cut\"}]}}\n";
    Collected read = read((HEADER + lines() + trailer).getBytes(StandardCharsets.UTF_8));
    assertThat(read.read().earlier()).isEqualTo(new Earlier(8, 2, 1));
    assertThat(read.read().rejected()).isZero();
    assertThat(read.read().problems())
        .containsExactly(new Problem(Problem.Code.TRUNCATED, 3, "a.json, byte 9", "cut"));
  }

  @Test
  void a_damaged_line_is_rejected_with_its_number_and_the_others_are_kept() {
    String damaged = lines().replaceFirst("\n", "\n{\"kind\":\"event\",\"time_ns\":\"soon\"}\n");
    Collected read = read((HEADER + damaged + TRAILER).getBytes(StandardCharsets.UTF_8));
    assertThat(read.records()).hasSize(records());
    assertThat(read.read().rejected()).isEqualTo(1);
    assertThat(read.read().problems())
        .singleElement()
        .satisfies(p -> assertThat(p.where()).endsWith("line 3"))
        .satisfies(p -> assertThat(p.message()).contains("\"soon\""));
  }

  private static String lines() {
    Origin origin = new Origin(Attributes.of("service.name", Value.of("a")));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      Event event =
          new Event(
              origin,
              1_790_000_000_000_000_000L + i,
              "tick",
              9,
              Value.of("line\nbreak " + i),
              SpanId.NONE,
              Attributes.of("n", Value.of(i)),
              Attributes.EMPTY);
      RecordJson.write(event, lines);
      lines.append('\n');
    }
    return lines.toString();
  }
}
