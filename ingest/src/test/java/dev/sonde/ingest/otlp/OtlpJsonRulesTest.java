package dev.sonde.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of OTLP's JSON, one by one. */
class OtlpJsonRulesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final SpanId ID =
      new SpanId(0x0af7651916cd43ddL, 0x8448eb211c80319cL, 0xb7ad6b7169203331L);

  private static String spans(String... spans) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}";
  }

  private static String span(String fields) {
    return "{\"name\":\"a\",\"startTimeUnixNano\":\"5\",\"endTimeUnixNano\":\"9\"" + fields + "}";
  }

  private static Value attribute(String value) {
    String fields = ",\"attributes\":[{\"key\":\"k\",\"value\":" + value + "}]";
    Value read = Reads.json(spans(span(fields))).only(Span.class).attributes().get("k");
    return read == null ? Value.of("absent") : read;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TRACE + "|b7ad6b7169203331",
        "0AF7651916CD43DD8448EB211C80319C|B7AD6B7169203331",
        "CvdlGRbNQ92ESOshHIAxnA==|t61rcWkgMzE="
      })
  void ids_are_hexadecimal_in_either_case_or_base64(String ids) {
    String[] pair = ids.split("\\|");
    String fields = ",\"traceId\":\"" + pair[0] + "\",\"spanId\":\"" + pair[1] + "\"";
    assertThat(Reads.json(spans(span(fields))).only(Span.class).id()).isEqualTo(ID);
  }

  @Test
  void an_id_of_a_wrong_length_is_told_and_taken_as_absent() {
    Reads reads = Reads.json(spans(span(",\"traceId\":\"0af7\",\"spanId\":\"zzad6b7169203331\"")));
    assertThat(reads.spans().getFirst().id()).isEqualTo(SpanId.NONE);
    assertThat(reads.problems().list().getFirst().code())
        .isEqualTo(Problem.Code.UNKNOWN_FIELD_TYPE);
    assertThat(reads.problems().list().getFirst().count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1790000000123456789\"", "1790000000123456789"})
  void numbers_of_64_bits_are_strings_or_numbers(String time) {
    Span span =
        Reads.json(spans("{\"name\":\"a\",\"startTimeUnixNano\":" + time + "}")).only(Span.class);
    assertThat(span.startNanos()).isEqualTo(1790000000123456789L);
    assertThat(span.isOpen()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"3", "'\"SPAN_KIND_CLIENT\"'", "'\"3\"'"})
  void choices_are_numbers_or_names(String kind) {
    assertThat(Reads.json(spans(span(",\"kind\":" + kind))).only(Span.class).kind())
        .isEqualTo(Span.Kind.CLIENT);
  }

  @Test
  void a_choice_that_is_not_known_yet_is_kept_in_the_detail() {
    Span span = Reads.json(spans(span(",\"kind\":17"))).only(Span.class);
    assertThat(span.kind()).isEqualTo(Span.Kind.UNSPECIFIED);
    assertThat(span.detail()).isEqualTo(Attributes.of("kind", Value.of(17)));
  }

  @Test
  void names_in_snake_case_are_tolerated() {
    String text =
        "{\"resource_spans\":[{\"scope_spans\":[{\"spans\":[{\"name\":\"a\","
            + "\"start_time_unix_nano\":5,\"end_time_unix_nano\":9,\"trace_id\":\""
            + TRACE
            + "\",\"attributes\":[{\"key\":\"k\",\"value\":{\"string_value\":\"v\"}}]}]}]}]}";
    Span span = Reads.json(text).only(Span.class);
    assertThat(span.endNanos()).isEqualTo(9);
    assertThat(span.attributes().text("k")).isEqualTo("v");
  }

  @Test
  void null_is_absent_and_unknown_fields_are_passed_over() {
    String fields =
        ",\"kind\":null,\"attributes\":null,\"status\":null,\"news\":{\"a\":[1,{\"b\":null}]}";
    Span span = Reads.json(spans(span(fields))).only(Span.class);
    assertThat(span).isEqualTo(Reads.json(spans(span(""))).only(Span.class));
  }

  @Test
  void values_keep_their_types() {
    assertThat(attribute("{\"stringValue\":\"\"}")).isEqualTo(Value.of(""));
    assertThat(attribute("{\"intValue\":\"-9223372036854775808\"}"))
        .isEqualTo(Value.of(Long.MIN_VALUE));
    assertThat(attribute("{\"intValue\":12}")).isEqualTo(Value.of(12));
    assertThat(attribute("{\"intValue\":1e3}")).isEqualTo(Value.of(1000));
    assertThat(attribute("{\"doubleValue\":12}")).isEqualTo(Value.of(12.0));
    assertThat(attribute("{\"doubleValue\":\"-Infinity\"}"))
        .isEqualTo(Value.of(Double.NEGATIVE_INFINITY));
    assertThat(attribute("{\"doubleValue\":\"NaN\"}")).isEqualTo(Value.of(Double.NaN));
    assertThat(attribute("{\"boolValue\":false}")).isEqualTo(Value.of(false));
    assertThat(attribute("{\"bytesValue\":\"AP8=\"}"))
        .isEqualTo(new Value.Bytes(new byte[] {0, -1}));
    assertThat(attribute("{}")).isEqualTo(Value.Empty.INSTANCE);
    assertThat(attribute("null")).isEqualTo(Value.Empty.INSTANCE);
    assertThat(attribute("{\"arrayValue\":{\"values\":[{\"intValue\":1},{},{\"arrayValue\":{}}]}}"))
        .isEqualTo(
            new Value.Array(
                List.of(Value.of(1), Value.Empty.INSTANCE, new Value.Array(List.of()))));
    assertThat(
            attribute(
                "{\"kvlistValue\":{\"values\":[{\"value\":{\"boolValue\":true},\"key\":\"x\"}]}}"))
        .isEqualTo(new Value.Map(Attributes.of("x", Value.of(true))));
  }

  @Test
  void a_value_of_a_wrong_type_is_told_and_costs_no_record() {
    Reads reads = Reads.json(spans(span(",\"name\":7,\"events\":{},\"attributes\":[3]")));
    assertThat(reads.spans()).hasSize(1);
    assertThat(reads.problems().rejected()).isZero();
    Problem problem = reads.problems().list().getFirst();
    assertThat(problem.code()).isEqualTo(Problem.Code.UNKNOWN_FIELD_TYPE);
    assertThat(problem.count()).isEqualTo(3);
    assertThat(problem.where()).isEqualTo("test, line 1");
    assertThat(problem.message()).isEqualTo("\"name\" should be a string, found 7");
  }

  @Test
  void what_belongs_to_resource_and_scope_may_come_after_the_records() {
    String text =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
            + span("")
            + "],\"schemaUrl\":\"s2\",\"scope\":{\"version\":\"1\",\"name\":\"lib\"}}],"
            + "\"schemaUrl\":\"s1\",\"resource\":{\"attributes\":[{\"value\":{\"stringValue\":\"x\"},"
            + "\"key\":\"service.name\"}]}}]}";
    Span span = Reads.json(text).only(Span.class);
    assertThat(span.origin().resource()).isEqualTo(Attributes.of("service.name", Value.of("x")));
    assertThat(span.origin().scope()).isEqualTo("lib");
    assertThat(span.origin().detail())
        .isEqualTo(
            Attributes.builder()
                .put("resource.schemaUrl", "s1")
                .put("scope.schemaUrl", "s2")
                .put("scope.version", "1")
                .build());
  }

  @Test
  void equal_producers_are_one_origin() {
    String line = spans(span(""), span(""));
    Reads reads = Reads.json(line + "\n" + line);
    assertThat(reads.spans()).hasSize(4);
    Origin first = reads.spans().getFirst().origin();
    reads.spans().forEach(span -> assertThat(span.origin()).isSameAs(first));
  }

  @Test
  void lines_documents_and_arrays_are_read_alike() {
    String line = spans(span(""));
    String pretty = line.replace("{", "{\n  ").replace("[", "[\n  ").replace(",", ",\n    ");
    List<String> texts =
        List.of(
            line + "\n" + line,
            line + "\r\n\r\n" + line + "\r\n",
            line + line,
            pretty + "\n" + pretty,
            "[" + line + "," + line + "]",
            "[\n" + line + ",\n" + line + "\n]\n",
            "\uFEFF" + line + "\n" + line);
    for (String text : texts) {
      Reads reads = Reads.json(text);
      assertThat(reads.problems().list()).as(text).isEmpty();
      assertThat(reads.spans()).as(text).hasSize(2);
    }
  }

  @Test
  void signals_may_be_mixed_in_one_object() {
    String text =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
            + span("")
            + "]}]}],\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"3\"}]}]}],"
            + "\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"gauge\":{\"dataPoints\":["
            + "{\"asInt\":\"9007199254740993\",\"timeUnixNano\":\"4\"}]},\"name\":\"m\"}]}]}]}";
    Reads reads = Reads.json(text);
    assertThat(reads.problems().list()).isEmpty();
    assertThat(reads.spans()).hasSize(1);
    assertThat(reads.events()).hasSize(1);
    Sample sample = reads.samples().getFirst();
    assertThat(sample.name()).isEqualTo("m");
    assertThat(sample.detail()).isEqualTo(Attributes.of("asInt", Value.of(9007199254740993L)));
  }

  @Test
  void a_log_record_falls_back_to_its_observed_time_and_to_the_older_event_name() {
    String text =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"observedTimeUnixNano\":\"7\","
            + "\"severityNumber\":\"SEVERITY_NUMBER_WARN2\",\"attributes\":[{\"key\":\"event.name\","
            + "\"value\":{\"stringValue\":\"task.placed\"}}],\"body\":{}}]}]}]}";
    Event event = Reads.json(text).only(Event.class);
    assertThat(event.timeNanos()).isEqualTo(7);
    assertThat(event.name()).isEqualTo("task.placed");
    assertThat(event.severity()).isEqualTo(14);
    assertThat(event.body()).isEqualTo(Value.Empty.INSTANCE);
  }

  @Test
  void a_record_without_a_time_is_rejected() {
    Reads reads = Reads.json(spans("{\"name\":\"lost\"}", span("")));
    assertThat(reads.spans()).hasSize(1);
    assertThat(reads.problems().rejectedByCause()).isEqualTo(Map.of(Problem.Code.MISSING_TIME, 1L));
  }

  @Test
  void a_span_that_ends_before_it_starts_is_rejected() {
    Reads reads = Reads.json(spans(span(",\"endTimeUnixNano\":\"3\""), span("")));
    assertThat(reads.spans()).hasSize(1);
    assertThat(reads.problems().rejectedByCause())
        .isEqualTo(Map.of(Problem.Code.NEGATIVE_DURATION, 1L));
    assertThat(reads.problems().list().getFirst().message())
        .isEqualTo("span \"a\" ends 2 ns before it starts");
  }

  @Test
  void one_damaged_line_costs_that_line() {
    String line = spans(span(""), span(""));
    String cut = line.substring(0, line.length() - 20);
    Reads reads = Reads.json(line + "\n" + cut + "\nnonsense\n" + line + "\n");
    assertThat(reads.spans()).hasSize(5);
    assertThat(reads.problems().rejected()).isEqualTo(1);
    assertThat(reads.problems().list().getFirst().where()).startsWith("test, line ");
  }

  @Test
  void an_object_that_is_no_request_is_unsupported() {
    assertThat(Reads.json("{\"resourceProfiles\":[]}").codes())
        .containsExactly(Problem.Code.UNSUPPORTED);
    assertThat(Reads.json("{}").codes()).isEmpty();
    assertThat(Reads.json("").codes()).isEmpty();
  }

  @Test
  void requests_are_recognised_by_their_content() {
    Importer importer = new OtlpJsonImporter();
    assertThat(importer.sniff(head(spans(span(""))))).isEqualTo(Importer.Match.YES);
    assertThat(importer.sniff(head("{\"resource_logs\" : []}"))).isEqualTo(Importer.Match.YES);
    assertThat(importer.sniff(head("{\"spans\":[]}"))).isEqualTo(Importer.Match.NO);
    assertThat(importer.sniff(head(""))).isEqualTo(Importer.Match.NO);
  }

  private static Head head(String text) {
    return new Head(text.getBytes(StandardCharsets.UTF_8), true);
  }
}
