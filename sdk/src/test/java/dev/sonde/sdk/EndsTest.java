package dev.sonde.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.RecordJson;
import dev.sonde.model.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs end in their own way: the SDK neither holds them up nor loses what they said. */
@Timeout(120)
class EndsTest {

  @TempDir Path pool;

  private Map<String, String> environment() {
    return Map.of(
        "SONDE_DESTINATIONS", "pool:" + pool, "POOL", pool.toString(), "SONDE_LOGS", "off");
  }

  private List<Span> spans() throws Exception {
    return Child.written(pool).lines().map(RecordJson::read).map(Span.class::cast).toList();
  }

  @Test
  void a_program_that_just_ends_has_delivered_everything() throws Exception {
    Process child = Child.start("ends", environment());
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
    assertThat(spans()).extracting(Span::name).containsExactly("done", "last");
  }

  @Test
  void a_program_that_is_killed_leaves_what_is_older_than_a_second_and_its_open_spans()
      throws Exception {
    Process child = Child.start("stays", environment());
    assertThat(Child.firstLine(child)).isEqualTo("told");
    child.destroyForcibly();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(137);
    assertThat(spans()).extracting(Span::name).containsExactly("done", "long");
    assertThat(spans()).extracting(Span::isOpen).containsExactly(false, true);
    assertThat(Child.written(pool)).endsWith("\n");
  }

  @Test
  void a_disk_without_room_costs_records_and_leaves_whole_lines() throws Exception {
    // A file may not grow beyond 8 KiB: writing to it fails as it does on a full disk.
    List<String> limited = List.of("sh", "-c", "ulimit -f 16; exec \"$@\"", "sh");
    Process child = Child.start(limited, "full", environment());
    String said = Child.firstLine(child);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
    int kept = spans().size();
    assertThat(kept).isBetween(10, 100);
    assertThat(said).isEqualTo("{destination_failed:pool=" + (201 - kept) + "}");
    assertThat(Child.written(pool)).endsWith("}\n");
  }

  @Test
  void a_collector_that_does_not_answer_holds_nobody_up_for_more_than_two_seconds()
      throws Exception {
    try (var deaf = new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
      Process child =
          Child.start(
              "ends",
              Map.of(
                  "SONDE_LOGS",
                  "off",
                  "OTEL_EXPORTER_OTLP_ENDPOINT",
                  "http://localhost:" + deaf.getLocalPort()));
      // Two seconds, and what it takes to start and end a process.
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isZero();
    }
  }
}
