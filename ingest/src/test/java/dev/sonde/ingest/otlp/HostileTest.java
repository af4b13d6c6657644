package dev.sonde.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sonde.ingest.Intake;
import dev.sonde.model.Attributes;
import dev.sonde.model.Problem;
import dev.sonde.model.Receipt;
import dev.sonde.model.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are well-formed and still mean harm, and sources that come as files. */
class HostileTest {

  private static byte[] request(io.opentelemetry.proto.trace.v1.Span.Builder span) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span.setStartTimeUnixNano(5))))
        .build()
        .toByteArray();
  }

  @Test
  void values_nested_beyond_measure_end_at_a_depth_that_is_told() {
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    for (int i = 0; i < 700; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    byte[] bytes =
        request(
            io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .addAttributes(KeyValue.newBuilder().setKey("k").setValue(value)));
    Reads reads = Reads.of(new OtlpProtobufImporter(), bytes);
    assertThat(reads.spans()).hasSize(1);
    assertThat(reads.codes()).containsExactly(Problem.Code.CAPPED);

    String nested = "{\"arrayValue\":{\"values\":[".repeat(3000) + "{}" + "]}}".repeat(3000);
    Reads json =
        Reads.json(
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":5,"
                + "\"attributes\":[{\"key\":\"k\",\"value\":"
                + nested
                + "}]}]}]}]}");
    assertThat(json.codes()).containsExactly(Problem.Code.MALFORMED);
    assertThat(json.problems().rejected()).isEqualTo(1);
  }

  @Test
  void a_record_with_very_many_attributes_does_not_take_their_square() {
    io.opentelemetry.proto.trace.v1.Span.Builder span =
        io.opentelemetry.proto.trace.v1.Span.newBuilder();
    for (int i = 0; i < 300_000; i++) {
      span.addAttributes(KeyValue.newBuilder().setKey("key-" + i));
    }
    byte[] bytes = request(span);
    Attributes read =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> Reads.of(new OtlpProtobufImporter(), bytes).only(Span.class).attributes());
    assertThat(read.size()).isEqualTo(300_000);
  }

  @Test
  void records_that_come_long_before_their_resource_go_on_and_it_is_told() {
    StringBuilder json = new StringBuilder("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[");
    int count = Held.LIMIT + 10;
    for (int i = 0; i < count; i++) {
      json.append(i > 0 ? "," : "").append("{\"startTimeUnixNano\":5}");
    }
    json.append("]}],\"resource\":{\"attributes\":[{\"key\":\"service.name\"}]}}]}");
    Reads reads = Reads.json(json.toString());
    assertThat(reads.spans()).hasSize(count);
    assertThat(reads.codes()).containsExactly(Problem.Code.CAPPED);
    assertThat(reads.spans().getLast().origin().resource().has("service.name")).isTrue();
  }

  @Test
  void files_of_both_encodings_are_recognised(@TempDir Path folder) throws IOException {
    Path json = folder.resolve("a");
    Files.write(json, SimulatedRunsTest.capture("healthy"));
    Path protobuf = folder.resolve("b");
    Files.write(protobuf, request(io.opentelemetry.proto.trace.v1.Span.newBuilder()));
    Path text = folder.resolve("c");
    Files.write(text, "{\"resourceLogs\": []}\n".getBytes(UTF_8));
    assertThat(formats(json, protobuf, text))
        .containsExactly("otlp-json", "otlp-protobuf", "otlp-json");
  }

  private static List<String> formats(Path... files) {
    return List.of(files).stream()
        .map(f -> new Intake().read(f, null, b -> Receipt.stored(b.size()), bytes -> {}).format())
        .toList();
  }
}
