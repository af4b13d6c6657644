package dev.sonde.ingest.chrome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sonde.ingest.Collected;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.vocabulary.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromeEventsTest {

  @TempDir Path folder;

  private Collected read(String text) throws IOException {
    return Collected.from(Files.writeString(folder.resolve("trace.json"), text));
  }

  private static Span named(Collected read, String name) {
    return read.spans().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static <T> List<T> all(Collected read, Class<T> type) {
    return read.records().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void a_list_that_is_not_closed_is_whole() throws IOException {
    Collected read =
        read(
            """
            [{"name":"a","ph":"X","pid":1,"tid":1,"ts":1,"dur":2},
             {"name":"b","ph":"X","pid":1,"tid":1,"ts":5,"dur":2},
            """);
    assertThat(read.spans()).hasSize(2);
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void beginnings_and_ends_of_a_thread_are_paired_by_nesting_in_any_order() throws IOException {
    Collected read =
        read(
            """
            [{"ph":"E","pid":7,"tid":1,"ts":2000,"args":{"result":"ok"}},
             {"name":"inner","ph":"X","pid":7,"tid":1,"ts":1200,"dur":100.25,"tts":3},
             {"name":"other thread","ph":"B","pid":7,"tid":2,"ts":900},
             {"name":"outer","cat":"app","ph":"B","pid":7,"tid":1,"ts":1000.5,"args":{"n":1}}]
            """);
    Span outer = named(read, "outer");
    assertThat(outer.startNanos()).isEqualTo(1_000_500);
    assertThat(outer.endNanos()).isEqualTo(2_000_000);
    assertThat(outer.attributes())
        .isEqualTo(
            Attributes.builder()
                .put("n", 1)
                .put("result", "ok")
                .put("chrome.category", "app")
                .put("thread.id", 1)
                .build());
    assertThat(named(read, "inner").parent()).isEqualTo(outer.id().span());
    assertThat(named(read, "inner").endNanos()).isEqualTo(1_300_250);
    assertThat(named(read, "other thread").isOpen()).isTrue();
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void an_end_without_a_beginning_is_rejected() throws IOException {
    Collected read = read("[{\"name\":\"lost\",\"ph\":\"E\",\"pid\":9,\"tid\":1,\"ts\":1}]");
    assertThat(read.records()).isEmpty();
    assertThat(read.read().rejected()).isEqualTo(1);
    assertThat(read.problems()).containsExactly("malformed");
  }

  @Test
  void asynchronous_events_are_paired_by_category_and_id_across_threads() throws IOException {
    Collected read =
        read(
            """
            [{"name":"io","cat":"net","ph":"b","id":"0x1","pid":7,"tid":1,"ts":1000},
             {"name":"io","cat":"disk","ph":"b","id":"0x1","pid":7,"tid":1,"ts":1000},
             {"name":"io","cat":"net","ph":"b","id2":{"local":"0x1"},"pid":7,"tid":1,"ts":1001},
             {"name":"chunk","cat":"net","ph":"n","id":"0x1","pid":7,"tid":1,"ts":1100},
             {"name":"io","cat":"net","ph":"e","id":"0x1","pid":7,"tid":2,"ts":1900}]
            """);
    assertThat(read.spans()).extracting(Span::isOpen).containsExactly(false, true, true);
    assertThat(read.spans().getFirst().endNanos()).isEqualTo(1_900_000);
    assertThat(all(read, Event.class)).extracting(Event::name).containsExactly("chunk");
  }

  @Test
  void counters_are_samples_one_series_an_argument() throws IOException {
    Collected read =
        read(
            """
            [{"name":"mem","ph":"C","pid":7,"ts":1500,"args":{"rss":10,"cache":"4.5","bad":"x"}},
             {"name":"load","ph":"C","pid":7,"ts":1500,"args":{"value":0.5}},
             {"name":"none","ph":"C","pid":7,"ts":1500,"args":{"bad":"x"}}]
            """);
    assertThat(all(read, Sample.class))
        .extracting(Sample::name, s -> s.attributes().text("series"), Sample::value)
        .containsExactly(
            tuple("mem", "rss", 10.0), tuple("mem", "cache", 4.5), tuple("load", null, 0.5));
    assertThat(read.problems()).containsExactly("unknown_field_type");
  }

  @Test
  void flows_link_the_slices_at_their_ends_and_are_messages_where_there_are_none()
      throws IOException {
    Collected read =
        read(
            """
            [{"name":"send","ph":"X","pid":7,"tid":1,"ts":1200,"dur":100},
             {"name":"go","cat":"f","ph":"s","id":5,"pid":7,"tid":1,"ts":1250},
             {"name":"go","cat":"f","ph":"f","bp":"e","id":5,"pid":8,"tid":1,"ts":1600},
             {"name":"receive","ph":"X","pid":8,"tid":1,"ts":1500,"dur":200},
             {"name":"ask","cat":"f","ph":"s","id":6,"pid":9,"tid":1,"ts":1},
             {"name":"ask","cat":"f","ph":"f","id":6,"pid":10,"tid":1,"ts":2}]
            """);
    assertThat(named(read, "receive").links())
        .extracting(Span.Link::to)
        .containsExactly(named(read, "send").id());
    assertThat(all(read, Event.class))
        .extracting(Event::name, e -> e.attributes().text(Keys.MESSAGE_ID))
        .containsExactly(tuple("message.sent", "f 6"), tuple("message.received", "f 6"));
  }

  @Test
  void names_may_come_last_and_times_may_be_texts() throws IOException {
    Collected read =
        read(
            """
            {"traceEvents":[
             {"name":"a","ph":"X","pid":"7","tid":"io","ts":"1.5","dur":"2"},
             {"name":"tick","ph":"i","s":"t","pid":7,"tid":"io","ts":2},
             {"name":"process_name","ph":"M","pid":7,"args":{"name":"front"}},
             {"name":"thread_name","ph":"M","pid":7,"tid":"io","args":{"name":"main"}}],
             "baseTimeNanoseconds":1700000000000000000}
            """);
    Span span = named(read, "a");
    assertThat(span.startNanos()).isEqualTo(1_700_000_000_000_001_500L);
    assertThat(span.origin().resource().text(Keys.SERVICE_NAME)).isEqualTo("front");
    assertThat(span.attributes().text(Keys.THREAD_NAME)).isEqualTo("main");
    assertThat(all(read, Event.class)).extracting(Event::span).containsExactly(span.id());
  }

  @Test
  void what_is_not_understood_is_counted() throws IOException {
    Collected read =
        read(
            """
            [{"name":"a","ph":"X","pid":1,"tid":1,"ts":1,"dur":-2},
             {"name":"b","ph":"X","pid":1,"tid":1,"ts":"soon","dur":2},
             {"name":"c","ph":"O","pid":1,"tid":1,"ts":3,"id":1},
             {"hello":1}, 7,
             {"name":"d","ph":"X","pid":1,"tid":1,"ts":1e300,"dur":2},
             {"name":"e","ph":"X","pid":1,"tid":1,"ts":9,"dur":2}]
            """);
    assertThat(read.spans()).extracting(Span::name).containsExactly("e");
    assertThat(read.read().rejected()).isEqualTo(6);
    assertThat(read.problems())
        .containsExactly("malformed", "missing_time", "negative_duration", "unsupported");
  }

  @Test
  void deep_nesting_and_beginnings_without_ends_cost_no_time() throws IOException {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < 40_000; i++) {
      text.append("{\"name\":\"n%d\",\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":%d},".formatted(i, i));
    }
    for (int i = 0; i < 40_000; i++) {
      text.append(
          "{\"name\":\"x\",\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":%d},".formatted(50_000 + i));
    }
    Collected read = read(text.toString());
    assertThat(read.spans()).hasSize(40_000).allMatch(Span::isOpen);
    assertThat(read.read().rejected()).isEqualTo(40_000);
  }

  /** As Sonde's export writes it. */
  @Test
  void what_sonde_wrote_reads_back() throws IOException {
    Collected read =
        read(
            """
            {"displayTimeUnit":"ns","otherData":{"writer":"sonde","start_ns":"1789999999623456789"},\
            "traceEvents":[\
            {"ph":"M","name":"process_name","pid":1,"tid":0,"ts":0.000,"args":{"name":"10.0.0.1:40001"}},
            {"ph":"X","name":"load","pid":1,"tid":1,"ts":535690.001,"cat":"compute","dur":57885.067,\
            "args":{"run_id":"e53","task_key":"load-1","trace_id":"e7926e41a6ca66ee31d351b625e536e2",\
            "span_id":"d0df4509dd7fc7ce","parent_id":"2ac18834e76a117f","status":"error",\
            "error":"ValueError: bad chunk","attributes":{"task.key":"load-1","task.attempt":1}}},
            {"ph":"X","name":"sends","pid":1,"tid":1000000,"ts":577868.327,"cat":"counterpart",\
            "dur":1833.333,"args":{"data_key":"load-1"}},
            {"ph":"s","name":"transfer","pid":1,"tid":1000000,"ts":577868.327,"cat":"transfer","id":2395},
            {"ph":"X","name":"wait","pid":1,"tid":1,"ts":600000.000,"cat":"other","dur":1.000,\
            "args":{"status":"unset","open":true}},
            {"ph":"i","name":"worker.added","pid":1,"tid":0,"ts":0.000,"s":"p","cat":"event",\
            "args":{"body":"here","severity":"9","attributes":{"worker.id":"10.0.0.1:40001"}}},
            {"ph":"C","name":"process.memory.usage {\\"a\\":1}","pid":1,"tid":0,"ts":1.000,\
            "args":{"By":1048576.0}}]}
            """);
    assertThat(read.problems()).isEmpty();
    Span span = named(read, "load");
    assertThat(span.id())
        .isEqualTo(new SpanId(0xe7926e41a6ca66eeL, 0x31d351b625e536e2L, 0xd0df4509dd7fc7ceL));
    assertThat(span.parent()).isEqualTo(0x2ac18834e76a117fL);
    assertThat(span.startNanos()).isEqualTo(1789999999623456789L + 535_690_001);
    assertThat(span.endNanos() - span.startNanos()).isEqualTo(57_885_067);
    assertThat(span.status()).isEqualTo(Span.Status.ERROR);
    assertThat(span.statusMessage()).isEqualTo("ValueError: bad chunk");
    assertThat(span.attributes())
        .isEqualTo(
            Attributes.builder()
                .put("task.key", "load-1")
                .put("task.attempt", 1)
                .put("run.id", "e53")
                .build());
    assertThat(span.origin().resource().text(Keys.WORKER_ID)).isEqualTo("10.0.0.1:40001");
    assertThat(named(read, "wait").isOpen()).isTrue();
    Event event = all(read, Event.class).getFirst();
    assertThat(event.origin().resource().text(Keys.RUN_ID)).isNull();
    assertThat(event.severity()).isEqualTo(9);
    assertThat(event.attributes())
        .isEqualTo(Attributes.builder().put("worker.id", "10.0.0.1:40001").build());
    Sample sample = all(read, Sample.class).getFirst();
    assertThat(sample.name()).isEqualTo("process.memory.usage");
    assertThat(sample.unit()).isEqualTo("By");
    assertThat(sample.attributes().integer("a")).isEqualTo(1);
    assertThat(read.records()).hasSize(4);
  }
}
