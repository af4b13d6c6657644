package dev.sonde.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Span;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The captures of the testkit against the figures of their truth.json. */
class SimulatedRunsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "failures,       4528, 107, 725, 5, 8, 899, 1798000000, 1438400000,  1830459293",
    "healthy,        5326,   8, 824, 0, 8, 1202, 2377750000, 1902200000, 2091670681",
    "serial_chain,   2945,   8, 473, 0, 8, 576, 1139500000, 911600000,  12660326878",
    "slow_worker,    5065,   4, 824, 0, 4, 941, 1862750000, 1490200000,  5036915982",
    "transfer_bound, 4916,   8, 824, 0, 8, 792, 3112000000, 2489600000, 35789301535"
  })
  void a_capture_holds_what_the_simulation_did(
      String run,
      int spans,
      int events,
      int attempts,
      int erred,
      int workers,
      int transfers,
      long bytes,
      long wireBytes,
      long wallNanos)
      throws IOException {
    Reads reads = Reads.of(new OtlpJsonImporter(), capture(run));
    assertThat(reads.problems().list()).isEmpty();
    assertThat(reads.spans()).hasSize(spans);
    assertThat(reads.events()).hasSize(events);
    assertThat(reads.records()).hasSize(spans + events);

    List<SpanFacts> facts = reads.spans().stream().map(SpanFacts::of).toList();
    List<Span> attempted =
        reads.spans().stream().filter(s -> SpanFacts.of(s).role() == Role.ATTEMPT).toList();
    assertThat(attempted).hasSize(attempts);
    assertThat(attempted.stream().filter(s -> s.status() == Span.Status.ERROR)).hasSize(erred);
    assertThat(of(facts, Role.ATTEMPT).map(SpanFacts::worker).distinct())
        .hasSizeLessThanOrEqualTo(workers);
    assertThat(of(facts, Role.TRANSFER)).hasSize(transfers);
    assertThat(sum(of(facts, Role.TRANSFER).map(SpanFacts::bytes))).isEqualTo(bytes);
    assertThat(sum(of(facts, Role.TRANSFER).map(SpanFacts::wireBytes))).isEqualTo(wireBytes);
    long start = reads.spans().stream().mapToLong(Span::startNanos).min().orElseThrow();
    long end = reads.spans().stream().mapToLong(Span::endNanos).max().orElseThrow();
    assertThat(end - start).isBetween(wallNanos - 1000, wallNanos + 1000);
    assertThat(
            reads.spans().stream()
                .map(s -> s.origin().resource().text(Keys.WORKER_ID))
                .filter(Objects::nonNull)
                .distinct())
        .hasSize(workers);
  }

  private static Stream<SpanFacts> of(List<SpanFacts> facts, Role role) {
    return facts.stream().filter(f -> f.role() == role);
  }

  private static long sum(Stream<Long> values) {
    return values.mapToLong(Objects::requireNonNull).sum();
  }

  static byte[] capture(String run) throws IOException {
    String path = "/corpus/simulated/" + run + "/otlp.jsonl.gz";
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(SimulatedRunsTest.class.getResourceAsStream(path), path))) {
      return in.readAllBytes();
    }
  }
}
