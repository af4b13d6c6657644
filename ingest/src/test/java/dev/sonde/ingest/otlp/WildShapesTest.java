package dev.sonde.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.sonde.ingest.Collected;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.model.Problem;
import dev.sonde.model.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of OTLP that are met in files: other writers' wrappings, older protocols, the Collector's. */
class WildShapesTest {

  private static final List<Message> REQUESTS = OtlpProtobufContractTest.requests();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batches\":[{\"resource\":{},\"scopeSpans\":[{\"spans\":[@]}]}]}",
        "{\"batches\":[{\"resource\":{},\"instrumentationLibrarySpans\":[{\"instrumentationLibrary\":{},\"spans\":[@]}]}]}",
        "{\"trace\":{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[@]}]}]}}",
        "{\"trace\":{\"batches\":[{\"resource\":{},\"scopeSpans\":[{\"spans\":[@]}]}]},\"metrics\":{}}",
        "{\"data\":null,\"resourceSpans\":[{\"instrumentationLibrarySpans\":[{\"spans\":[@]}]}]}",
        "{\"resource_spans\":[{\"instrumentation_library_spans\":[{\"instrumentation_library\":{\"name\":\"l\"},\"spans\":[@]}]}]}",
        "[{\"resource_spans\":[{\"scope_spans\":[{\"spans\":[@]}]}]}]"
      })
  void wrappings_and_older_names_are_read(String shape) throws IOException {
    String span =
        "{\"trace_id\":\"CvdlGRbNQ92ESOshHIAxnA==\",\"span_id\":\"t61rcWkgMzE=\",\"name\":\"a\","
            + "\"start_time_unix_nano\":5,\"end_time_unix_nano\":\"9\"}";
    Path file = Files.writeString(folder.resolve("source"), shape.replace("@", span));
    Collected read = Collected.from(file);
    assertThat(read.problems()).isEmpty();
    assertThat(read.read().format()).isEqualTo("otlp-json");
    assertThat(read.spans()).singleElement().satisfies(s -> assertThat(s.endNanos()).isEqualTo(9));
  }

  @Test
  void scopes_of_protocols_before_0_20_are_read_from_protobuf() {
    ResourceSpans sound = ((ExportTraceServiceRequest) REQUESTS.getFirst()).getResourceSpans(0);
    UnknownFieldSet.Field scopes =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(sound.getScopeSpans(0).toByteString())
            .build();
    ByteString old =
        sound.toBuilder()
            .clearScopeSpans()
            .setUnknownFields(UnknownFieldSet.newBuilder().addField(1000, scopes).build())
            .build()
            .toByteString();
    byte[] request =
        UnknownFieldSet.newBuilder()
            .addField(1, UnknownFieldSet.Field.newBuilder().addLengthDelimited(old).build())
            .build()
            .toByteArray();
    assertThat(new OtlpProtobufImporter().sniff(new Head(request, true)))
        .isEqualTo(Importer.Match.YES);
    assertThat(Reads.of(new OtlpProtobufImporter(), request).only(Span.class))
        .isEqualTo(
            Reads.of(new OtlpProtobufImporter(), REQUESTS.getFirst().toByteArray())
                .only(Span.class));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messages_that_the_collector_compressed_one_by_one_are_read(boolean json) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (Message request : REQUESTS) {
      byte[] plain = json ? OtlpJsonText.of(request).getBytes(UTF_8) : request.toByteArray();
      byte[] packed = Zstd.compress(plain);
      out.writeInt(packed.length);
      out.write(packed);
    }
    Collected read = Collected.from(Files.write(folder.resolve("source"), bytes.toByteArray()));
    assertThat(read.problems()).isEmpty();
    assertThat(read.read().format()).isEqualTo(json ? "otlp-json" : "otlp-protobuf");
    assertThat(read.records()).hasSize(OtlpProtobufContractTest.RECORDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resourceSpans\":[{\"ilSpans\":[{\"spans\":[{\"startTimeUnixNano\":5}]}]}]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"items\":[{\"startTimeUnixNano\":5}]}]}]}",
        "{\"resourceSpans\":{},\"result\":[{\"startTimeUnixNano\":5}]}"
      })
  void content_of_which_nothing_can_be_used_is_never_passed_over_in_silence(String json) {
    Reads reads = Reads.json(json);
    assertThat(reads.records()).isEmpty();
    assertThat(reads.codes()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"resourceSpans\":[]}", "{\"resourceLogs\":[{\"scopeLogs\":[]}]}"})
  void a_request_that_holds_nothing_is_no_problem(String json) {
    assertThat(Reads.json(json).problems().list()).isEmpty();
  }

  @Test
  void an_unknown_field_beside_records_is_no_problem() {
    Reads reads =
        Reads.json(
            "{\"resourceSpans\":[{\"future\":[1],\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":5}]}]}]}");
    assertThat(reads.codes()).isEqualTo(List.<Problem.Code>of());
    assertThat(reads.records()).hasSize(1);
  }

  @Test
  void a_protobuf_file_without_records_says_so() {
    ExportTraceServiceRequest request = (ExportTraceServiceRequest) REQUESTS.getFirst();
    ResourceSpans bare = request.getResourceSpans(0).toBuilder().clearScopeSpans().build();
    byte[] bytes =
        ExportTraceServiceRequest.newBuilder().addResourceSpans(bare).build().toByteArray();
    assertThat(Reads.of(new OtlpProtobufImporter(), bytes).codes())
        .containsExactly(Problem.Code.UNSUPPORTED);
  }
}
