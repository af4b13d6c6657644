package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten seconds that can be reckoned by hand; seconds from the start:
 *
 * <pre>
 *           0    1    2    3    4    5    6    7    8    9    10      12
 * w1 (2)    [inc-1            ]
 *                          [inc-2                        ]
 *                                                        [sum-2 open ...
 * w2 (1)                       +    [inc-3 failed]  [sum-1      ]
 * w1 to w2                               [1000 B   ]
 * late-1         submitted waiting                processing on w2
 * log                                                            at 12
 * </pre>
 */
@DisplayName("A window clips sums, and a moment hides what came later")
class WindowTest {

  private static final long START = 1_790_000_000_000_000_000L;
  private static final double EXACT = 1e-9;

  @TempDir static Path folder;
  private static Sonde sonde;
  private static Path source;

  @BeforeAll
  static void write() throws IOException {
    List<String> lines =
        List.of(
            attempt(1, "w1", "inc-1", 0, 4000, false),
            attempt(2, "w1", "inc-2", 3000, 9000, false),
            attempt(3, "w2", "inc-3", 5000, 6000, true),
            attempt(4, "w2", "sum-1", 8000, 10_000, false),
            attempt(5, "w1", "sum-2", 9000, -1, false),
            transfer(6, "inc-2", 6000, 8000, 1000),
            event("worker.added", 4000, text("worker.id", "w2")),
            transition("submitted", 1000, ""),
            transition("waiting", 2000, ""),
            transition("processing", 7000, "," + text("worker.id", "w2")),
            event("", 12_000, text("note", "behind the last span")));
    source = Files.write(folder.resolve("window.jsonl"), lines);
    sonde = new Sonde(folder);
  }

  /** From 2 to 5: inc-1 with 2 of its 4 s, inc-2 with 2 of its 6; only inc-2 began there. */
  @Nested
  @DisplayName("From 2 s for 3 s")
  class Middle {

    private final String[] window = {"--start", "2s", "--duration", "3s"};

    @Test
    void prefixes_clip_totals_and_rank_what_began_there() {
      JsonNode rows = ask("prefixes", window).at("/result/rows");
      JsonNode inc = row(rows, "prefix", "inc");
      assertThat(inc.get("attempts").asLong()).isEqualTo(2);
      assertThat(inc.get("total_s").asDouble()).isCloseTo(4, within(EXACT));
      assertThat(inc.get("share").asDouble()).isCloseTo(1, within(EXACT));
      for (String figure : List.of("mean_s", "p50_s", "p90_s", "p99_s", "max_s")) {
        assertThat(inc.get(figure).asDouble()).as(figure).isCloseTo(6, within(EXACT));
      }
      JsonNode sum = row(rows, "prefix", "sum");
      assertThat(sum.get("attempts").asLong()).isZero();
      assertThat(sum.get("mean_s").isNull()).isTrue();
    }

    @Test
    void stats_do_the_same_for_names() {
      JsonNode inc = row(ask("stats", window).at("/result/rows"), "name", "run inc");
      assertThat(inc.get("count").asLong()).isEqualTo(2);
      assertThat(inc.get("total_s").asDouble()).isCloseTo(4, within(EXACT));
      assertThat(inc.get("p50_s").asDouble()).isCloseTo(6, within(EXACT));
    }

    /** w1 held 2 slots for 3 s and filled 4 s; w2 came at 4 s. */
    @Test
    void workers_are_busy_for_their_part_of_it() {
      JsonNode rows = ask("workers", window).at("/result/rows");
      JsonNode one = row(rows, "worker", "w1");
      assertThat(one.get("busy_s").asDouble()).isCloseTo(4, within(EXACT));
      assertThat(one.get("window_s").asDouble()).isCloseTo(3, within(EXACT));
      assertThat(one.get("slots").asLong()).isEqualTo(2);
      assertThat(one.get("utilization").asDouble()).isCloseTo(4.0 / 6, within(EXACT));
      JsonNode two = row(rows, "worker", "w2");
      assertThat(two.get("window_s").asDouble()).isCloseTo(1, within(EXACT));
      assertThat(two.get("utilization").asDouble()).isZero();
    }

    @Test
    void detail_has_one_row() {
      JsonNode rows = ask("detail", window).at("/result/rows");
      assertThat(rows).hasSize(1);
      assertThat(rows.at("/0/total_s").asDouble()).isCloseTo(4, within(EXACT));
      assertThat(rows.at("/0/mean_s").asDouble()).isCloseTo(6, within(EXACT));
    }

    /** A second each: inc-1 of 2 slots, both of 2, inc-2 of 3 as w2 is there. */
    @Test
    void timeline_divides_by_the_slots_that_are_there() {
      JsonNode row =
          ask("timeline", "--start", "2s", "--duration", "3s", "--by", "name", "--bins", "3")
              .at("/result/rows/0");
      assertThat(row.get("total_s").asDouble()).isCloseTo(4, within(EXACT));
      assertThat(numbers(row.get("values")))
          .usingComparatorForType((a, b) -> Math.abs(a - b) < EXACT ? 0 : 1, Double.class)
          .containsExactly(0.5, 1.0, 1.0 / 3);
    }

    @Test
    void lists_have_what_overlaps() {
      assertThat(ask("overview", window).at("/result/wall_clock_s").asDouble()).isEqualTo(3);
      assertThat(ask("overview", window).at("/result/spans").asLong()).isEqualTo(2);
      assertThat(total("spans", window)).isEqualTo(2);
      assertThat(total("traces", window)).isEqualTo(2);
      // late-1 begins to wait at 2 s, w2 comes at 4 s.
      assertThat(total("events", window)).isEqualTo(2);
    }
  }

  @Test
  void what_ended_where_the_window_begins_is_not_in_it() {
    assertThat(total("spans", "--start", "4s", "--duration", "1s")).isEqualTo(1);
    assertThat(total("traces", "--start", "4s", "--duration", "1s")).isEqualTo(1);
  }

  /** sum-1, and sum-2 that is open; inc-2 ended as the last second began. */
  @Test
  void the_last_second_reaches_to_the_end_of_all_that_is_known() {
    assertThat(total("spans", "--last", "1s")).isEqualTo(2);
    assertThat(total("events", "--last", "1s")).isEqualTo(1);
    assertThat(total("events", "--start", "9s", "--duration", "2s")).isZero();
  }

  /** The transfer lasted from 6 to 8 and began before the window, so that no percentile takes it. */
  @Test
  void transfers_are_cut_too() {
    JsonNode result = ask("transfers", "--start", "7s", "--duration", "1s").get("result");
    assertThat(result.get("messages").asLong()).isEqualTo(1);
    assertThat(result.get("wire_s").asDouble()).isCloseTo(1, within(EXACT));
    assertThat(result.get("p50_bytes").isNull()).isTrue();
    assertThat(result.get("bandwidth_per_stream").asDouble()).isCloseTo(500, within(EXACT));
    JsonNode open = ask("transfers", "--at", "7s").at("/result/in_flight");
    assertThat(open).hasSize(1);
    assertThat(open.at("/0/age_s").asDouble()).isCloseTo(1, within(EXACT));
  }

  /** At 5.5 s inc-1 has ended, inc-2 and inc-3 run, late-1 waits; nobody knows that inc-3 fails. */
  @Nested
  @DisplayName("At 5.5 s")
  class Moment {

    private final String[] at = {"--at", "5500ms"};

    @Test
    void tasks_stand_alike_in_every_view() {
      for (String view : List.of("overview", "cluster")) {
        assertStates(ask(view, at).at("/result/state"));
        assertStates(ask(view, "--at", "5500ms", "--name", "run").at("/result/state"));
        assertStates(ask(view, "--at", "5500ms", "--where", "task.key!=none").at("/result/state"));
      }
      JsonNode inc = row(ask("progress", at).at("/result/prefixes"), "prefix", "inc");
      assertThat(inc.get("tasks").asLong()).isEqualTo(3);
      assertThat(inc.get("done").asLong()).isEqualTo(1);
      assertThat(inc.get("erred").asLong()).isZero();
    }

    private static void assertStates(JsonNode state) {
      assertThat(state.get("memory").asLong()).isEqualTo(1);
      assertThat(state.get("processing").asLong()).isEqualTo(2);
      assertThat(state.get("waiting").asLong()).isEqualTo(1);
      assertThat(state.get("erred").asLong()).isZero();
      long sum = 0;
      for (JsonNode tasks : state) {
        sum += tasks.asLong();
      }
      assertThat(sum).isEqualTo(4);
    }

    @Test
    void nothing_has_failed_yet() {
      JsonNode inc = row(ask("stats", at).at("/result/rows"), "name", "run inc");
      assertThat(inc.get("count").asLong()).isEqualTo(3);
      assertThat(inc.get("errors").asLong()).isZero();
      assertThat(inc.get("total_s").asDouble()).isCloseTo(4, within(EXACT));
      JsonNode two = row(ask("detail", at).at("/result/rows"), "worker", "w2");
      assertThat(two.get("erred").asLong()).isZero();
      assertThat(two.get("total_s").isNull()).isTrue();
      assertThat(total("spans", "--at", "5500ms", "--where", "status=error")).isZero();
      assertThat(total("spans", "--where", "status=error")).isEqualTo(1);
    }

    @Test
    void later_things_are_not_there() {
      assertThat(total("spans", at)).isEqualTo(3);
      assertThat(total("traces", at)).isEqualTo(3);
      assertThat(total("events", at)).isEqualTo(3);
      JsonNode overview = ask("overview", at).get("result");
      assertThat(overview.get("wall_clock_s").asDouble()).isCloseTo(5.5, within(EXACT));
      assertThat(overview.get("network_bytes").isNull()).isTrue();
      // w1: 4 s, and 2.5 s so far, in 5.5 s of 2 slots; w2: half a second of one and a half.
      JsonNode workers = ask("workers", at).at("/result/rows");
      assertThat(row(workers, "worker", "w1").get("utilization").asDouble())
          .isCloseTo(6.5 / 11, within(EXACT));
      assertThat(row(workers, "worker", "w2").get("utilization").asDouble())
          .isCloseTo(0.5 / 1.5, within(EXACT));
    }
  }

  @Test
  void workers_are_counted_as_they_came() {
    assertThat(ask("overview", "--at", "3s").at("/result/workers").asLong()).isEqualTo(1);
    assertThat(ask("overview", "--at", "3s").at("/result/workers_idle").asLong()).isZero();
    assertThat(ask("overview", "--at", "4500ms").at("/result/workers").asLong()).isEqualTo(2);
    assertThat(ask("overview", "--at", "4500ms").at("/result/workers_idle").asLong()).isEqualTo(1);
  }

  private static JsonNode ask(String view, String... options) {
    List<Object> words = new ArrayList<>(List.of(view, source));
    words.addAll(List.of((Object[]) options));
    return sonde.observe(words.toArray());
  }

  /** Of a view that is a stream in JSON, the lines of its text form are what is counted. */
  private static long total(String view, String... options) {
    if (view.equals("traces")) {
      return ask(view, options).get("total").asLong();
    }
    List<Object> words = new ArrayList<>(List.of("observe", view, source, "--csv"));
    words.addAll(List.of((Object[]) options));
    Sonde.Ran ran = sonde.run(words.toArray());
    assertThat(ran.exit()).as(ran.err()).isZero();
    return Math.max(0, ran.out().lines().count() - 1);
  }

  private static JsonNode row(JsonNode rows, String key, String value) {
    for (JsonNode row : rows) {
      if (row.get(key).asText().equals(value)) {
        return row;
      }
    }
    throw new AssertionError("no " + value + " in " + rows);
  }

  private static List<Double> numbers(JsonNode values) {
    List<Double> numbers = new ArrayList<>();
    values.forEach(value -> numbers.add(value.asDouble()));
    return numbers;
  }

  private static String attempt(
      int number, String worker, String key, long fromMillis, long toMillis, boolean failed) {
    String prefix = key.substring(0, 3);
    return span(
        number,
        worker,
        "run " + prefix,
        fromMillis,
        toMillis,
        text("task.key", key) + "," + text("task.prefix", prefix),
        failed ? ",\"status\":{\"code\":2,\"message\":\"boom\"}" : "");
  }

  private static String transfer(
      int number, String key, long fromMillis, long toMillis, long bytes) {
    String attributes =
        text("transfer.key", key)
            + ","
            + text("transfer.from", "w1")
            + ","
            + text("transfer.to", "w2")
            + ",{\"key\":\"transfer.bytes\",\"value\":{\"intValue\":\"%d\"}}".formatted(bytes);
    return span(number, "w2", "move", fromMillis, toMillis, attributes, "");
  }

  /** One line of OTLP JSON; a span that ends before time began is open. */
  private static String span(
      int number,
      String worker,
      String name,
      long fromMillis,
      long toMillis,
      String attributes,
      String status) {
    String end =
        toMillis < 0 ? "" : ",\"endTimeUnixNano\":\"%d\"".formatted(START + toMillis * 1_000_000);
    return """
    {"resourceSpans":[{"resource":{"attributes":[%s,{"key":"worker.threads","value":{"intValue":"%d"}}]},\
    "scopeSpans":[{"spans":[{"traceId":"abcd%028x","spanId":"%016x","name":"%s",\
    "startTimeUnixNano":"%d"%s,"attributes":[%s]%s}]}]}]}\
    """
        .formatted(
            text("worker.id", worker),
            worker.equals("w1") ? 2 : 1,
            number,
            number,
            name,
            START + fromMillis * 1_000_000,
            end,
            attributes,
            status);
  }

  private static String transition(String state, long atMillis, String more) {
    return event(
        "task.transition",
        atMillis,
        text("task.key", "late-1") + "," + text("task.state.to", state) + more);
  }

  private static String event(String name, long atMillis, String attributes) {
    return """
    {"resourceLogs":[{"resource":{},"scopeLogs":[{"logRecords":[{"timeUnixNano":"%d","eventName":"%s",\
    "body":{"stringValue":"said"},"attributes":[%s]}]}]}]}\
    """
        .formatted(START + atMillis * 1_000_000, name, attributes);
  }

  private static String text(String key, String value) {
    return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
  }
}
