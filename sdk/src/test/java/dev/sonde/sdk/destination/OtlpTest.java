package dev.sonde.sdk.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.Attributes;
import dev.sonde.model.Sample;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.otlp.OtlpJsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpTest {

  private FakeCollector collector;

  @BeforeEach
  void start() throws IOException {
    collector = new FakeCollector();
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  private Destination otlp(String... settings) throws IOException {
    DestinationSpec spec = DestinationSpec.otlp(collector.url()).with("retry_for", "20s");
    for (int i = 0; i < settings.length; i += 2) {
      spec = spec.with(settings[i], settings[i + 1]);
    }
    return Destinations.open(spec);
  }

  private static String json(WideEvent... records) {
    StringBuilder json = new StringBuilder();
    OtlpJsonWriter.write(List.of(records), json);
    return json.toString();
  }

  @Test
  void each_signal_goes_to_its_path_with_the_headers_that_were_given() throws IOException {
    WideEvent sample =
        new Sample(
            Samples.ORIGIN, 5, "m", "", Sample.Shape.GAUGE, 1, Attributes.EMPTY, Attributes.EMPTY);
    try (Destination otlp =
        otlp("token", "t1", "headers", "x-a=1%2C2,x-b=c", "compression", "gzip")) {
      otlp.write(List.of(Samples.event("e"), sample, Samples.span("s")));
    }
    assertThat(collector.requests)
        .extracting(FakeCollector.Request::path)
        .containsExactly("/v1/traces", "/v1/logs", "/v1/metrics");
    assertThat(collector.requests)
        .extracting(FakeCollector.Request::body)
        .containsExactly(json(Samples.span("s")), json(Samples.event("e")), json(sample));
    assertThat(collector.requests.get(0).headers())
        .containsEntry("Authorization", List.of("Bearer t1"))
        .containsEntry("X-a", List.of("1,2"))
        .containsEntry("X-b", List.of("c"))
        .containsEntry("Content-type", List.of("application/json"))
        .containsEntry("Content-encoding", List.of("gzip"));
  }

  @Test
  void what_goes_to_this_machine_is_not_compressed_unless_that_is_wanted() throws IOException {
    try (Destination otlp = otlp()) {
      otlp.write(Samples.events(0, 1));
    }
    assertThat(collector.requests.get(0).headers()).doesNotContainKey("Content-encoding");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void a_collector_that_is_busy_is_asked_again(int status) throws IOException {
    collector.answers(status, "", "");
    try (Destination otlp = otlp()) {
      otlp.write(Samples.events(0, 3));
    }
    assertThat(collector.requests).hasSize(2);
    assertThat(collector.requests.get(1).body()).isEqualTo(collector.requests.get(0).body());
  }

  @Test
  void a_collector_that_says_when_is_asked_again_then() throws IOException {
    collector.answers(503, "1", "");
    long began = System.nanoTime();
    try (Destination otlp = otlp()) {
      otlp.write(Samples.events(0, 1));
    }
    assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
    assertThat(collector.requests).hasSize(2);
  }

  @Test
  void a_collector_that_wants_to_wait_for_longer_than_we_do_is_given_up() throws IOException {
    collector.answers(503, "3600", "later");
    try (Destination otlp = otlp()) {
      assertThatThrownBy(() -> otlp.write(Samples.events(0, 3)))
          .isInstanceOfSatisfying(
              LostRecordsException.class,
              e -> {
                assertThat(e.records()).isEqualTo(3);
                assertThat(e.loss()).isEqualTo("destination_failed");
              })
          .hasMessage(collector.url() + "/v1/logs answered 503: later");
    }
  }

  @Test
  void a_refusal_is_not_tried_again_and_costs_no_other_signal() throws IOException {
    collector.answers(401, "", "no token\u0007");
    try (Destination otlp = otlp()) {
      assertThatThrownBy(
              () -> otlp.write(List.of(Samples.span("a"), Samples.span("b"), Samples.event("c"))))
          .isInstanceOfSatisfying(
              LostRecordsException.class, e -> assertThat(e.records()).isEqualTo(2))
          .hasMessage(collector.url() + "/v1/traces answered 401: no token");
    }
    assertThat(collector.requests).hasSize(2);
  }

  @Test
  void what_a_collector_takes_only_in_part_is_counted() throws IOException {
    collector.answers(
        200, "", "{\"partialSuccess\":{\"rejectedLogRecords\":\"2\",\"errorMessage\":\"old\"}}");
    try (Destination otlp = otlp()) {
      assertThatThrownBy(() -> otlp.write(Samples.events(0, 5)))
          .isInstanceOfSatisfying(
              LostRecordsException.class,
              e -> {
                assertThat(e.records()).isEqualTo(2);
                assertThat(e.loss()).isEqualTo("destination_rejected");
              })
          .hasMessage("the collector rejected 2: old");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{}", "{\"partialSuccess\":{}}", "{\"partialSuccess\":3}", "\u0000"})
  void any_other_answer_of_success_is_success(String body) throws IOException {
    collector.answers(200, "", body);
    try (Destination otlp = otlp()) {
      otlp.write(Samples.events(0, 5));
    }
    assertThat(collector.requests).hasSize(1);
  }

  @Test
  void what_is_too_large_goes_in_parts() throws IOException {
    collector.answers(413, "", "");
    try (Destination otlp = otlp()) {
      otlp.write(Samples.events(0, 4));
    }
    assertThat(collector.requests.subList(1, 3))
        .extracting(FakeCollector.Request::body)
        .containsExactly(
            json(Samples.events(0, 2).toArray(new WideEvent[0])),
            json(Samples.events(2, 4).toArray(new WideEvent[0])));
  }

  @Test
  void a_request_stays_below_four_mebibytes_where_its_records_do() throws IOException {
    List<WideEvent> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      records.add(Samples.event("e", Attributes.of("big", Value.of("x".repeat(100_000)))));
    }
    try (Destination otlp = otlp()) {
      otlp.write(records);
    }
    assertThat(collector.requests).hasSize(4);
    assertThat(collector.requests).allMatch(request -> request.body().length() < 4 << 20);
  }

  @Test
  void a_collector_that_is_not_there_costs_the_records_when_the_time_is_over() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    DestinationSpec spec =
        DestinationSpec.otlp("http://localhost:" + port).with("retry_for", "100ms");
    try (Destination otlp = Destinations.open(spec)) {
      assertThatThrownBy(() -> otlp.write(Samples.events(0, 5)))
          .isInstanceOf(LostRecordsException.class)
          .hasMessageStartingWith("no answer from http://localhost:" + port);
    }
  }

  @Test
  void open_spans_are_wanted_only_where_that_is_said() throws IOException {
    try (Destination usual = otlp();
        Destination sonde = otlp("open_spans", "true")) {
      assertThat(usual.wantsOpenSpans()).isFalse();
      assertThat(sonde.wantsOpenSpans()).isTrue();
    }
  }
}
