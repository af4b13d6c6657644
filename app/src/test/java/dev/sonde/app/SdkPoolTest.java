package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.SpanId;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.destination.Destination;
import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.destination.Destinations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the SDK writes into a pool is what the views say. */
class SdkPoolTest {

  @TempDir Path folder;
  private Path pool;
  private Sonde sonde;

  @BeforeEach
  void start() {
    pool = folder.resolve("pool");
    sonde = new Sonde(folder);
  }

  private dev.sonde.sdk.Sonde program(String... settings) {
    DestinationSpec spec = DestinationSpec.pool(pool);
    for (int i = 0; i < settings.length; i += 2) {
      spec = spec.with(settings[i], settings[i + 1]);
    }
    return dev.sonde.sdk.Sonde.builder().destination(spec).service("program").start();
  }

  private void lost(String cause, long count) throws IOException {
    try (Destination open = Destinations.open(DestinationSpec.pool(pool))) {
      open.write(
          List.of(
              new Event(
                  Origin.UNKNOWN,
                  1_790_000_000_000_000_000L,
                  Keys.EVENT_SDK_DROPPED,
                  13,
                  null,
                  SpanId.NONE,
                  Attributes.builder()
                      .put(Keys.SDK_DROPPED_CAUSE, cause)
                      .put(Keys.SDK_DROPPED_COUNT, count)
                      .build(),
                  Attributes.EMPTY)));
    }
  }

  @Test
  void what_several_openings_and_files_hold_is_one_answer() throws Exception {
    try (dev.sonde.sdk.Sonde one = program("max_file_bytes", "2000");
        dev.sonde.sdk.Sonde other = program()) {
      for (int i = 0; i < 20; i++) {
        one.attempt("load-" + i).run(() -> {});
        other.attempt("store-" + i).run(() -> {});
      }
    }
    try (var files = Files.list(pool)) {
      assertThat(files.count()).isGreaterThan(4);
    }
    JsonNode coverage = sonde.observe("overview", pool).at("/coverage");
    assertThat(coverage.at("/spans").asLong()).isEqualTo(40);
    assertThat(coverage.at("/dropped").asLong()).isZero();
    assertThat(coverage.at("/problems")).isEmpty();
  }

  @Test
  void a_pool_can_be_asked_while_it_is_written_and_shows_what_is_open() throws Exception {
    try (dev.sonde.sdk.Sonde program = program()) {
      var open = program.openTelemetry().getTracer("t").spanBuilder("long").startSpan();
      long began = System.nanoTime();
      while (!Files.exists(pool) || !written().contains("\"long\"")) {
        program.flush(java.time.Duration.ofSeconds(10));
        assertThat(System.nanoTime() - began).isLessThan(60_000_000_000L);
      }
      assertThat(sonde.run("observe", "spans", pool, "--json").out())
          .contains("\"name\":\"long\"")
          .doesNotContain("end_ns");
      open.end();
    }
    assertThat(sonde.run("observe", "spans", pool, "--json").out())
        .containsOnlyOnce("\"name\":\"long\"")
        .contains("end_ns");
  }

  private String written() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(pool)) {
      for (Path file : files.toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Test
  void what_the_sdk_dropped_is_missing_in_the_coverage_also_of_a_stream_of_it() throws Exception {
    lost("queue_full", 7);
    lost("queue_full", 5);
    lost("destination_full:mine", 3);
    lost("\u001b[2J", 1);
    JsonNode coverage = sonde.observe("overview", pool).at("/coverage");
    assertThat(coverage.at("/dropped").asLong()).isEqualTo(16);
    assertThat(coverage.at("/dropped_by_cause"))
        .isEqualTo(
            new ObjectMapper()
                .readTree("{\"sdk:destination_full\":3,\"sdk:other\":1,\"sdk:queue_full\":12}"));
    Path stream = folder.resolve("stream.jsonl");
    Files.writeString(stream, sonde.run("observe", "events", pool, "--json").out());
    assertThat(sonde.observe("overview", stream).at("/coverage/dropped_by_cause"))
        .isEqualTo(coverage.at("/dropped_by_cause"));
  }

  @Test
  void a_server_follows_the_pool_and_tells_what_was_dropped() throws Exception {
    Files.createDirectories(pool);
    try (ServerChild server =
            ServerChild.start(
                folder, "--store", folder.resolve("s").toString(), "--watch", pool.toString());
        dev.sonde.sdk.Sonde program = program("max_file_bytes", "2000")) {
      for (int i = 0; i < 10; i++) {
        program.attempt("load-" + i).run(() -> {});
      }
      program.flush(java.time.Duration.ofSeconds(10));
      lost("queue_full", 7);
      JsonNode records;
      long began = System.nanoTime();
      do {
        records = health(server);
        assertThat(System.nanoTime() - began).isLessThan(30_000_000_000L);
      } while (records.at("/records/stored").asLong() < 11);
      assertThat(records.at("/records/stored").asLong()).isEqualTo(11);
      assertThat(records.at("/records/dropped/sdk:queue_full").asLong()).isEqualTo(7);
    }
  }

  private static JsonNode health(ServerChild server) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.http() + "/health")).build();
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
