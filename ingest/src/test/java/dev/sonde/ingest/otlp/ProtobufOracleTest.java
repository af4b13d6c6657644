package dev.sonde.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.sonde.model.WideEvent;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol's own classes against our two readers. */
class ProtobufOracleTest {

  static Message.Builder request(Signal signal) {
    return switch (signal) {
      case TRACES -> ExportTraceServiceRequest.newBuilder();
      case LOGS -> ExportLogsServiceRequest.newBuilder();
      case METRICS -> ExportMetricsServiceRequest.newBuilder();
    };
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void both_encodings_of_a_message_mean_the_same(Signal signal) {
    for (long seed = 0; seed < 40; seed++) {
      Message message = Messages.filled(request(signal), new Random(seed), 0);
      Reads protobuf = Reads.of(new OtlpProtobufImporter(), message.toByteArray());
      Reads json = Reads.json(OtlpJsonText.of(message));
      assertThat(protobuf.problems().list()).as("seed %s", seed).isEmpty();
      assertThat(json.problems().list()).as("seed %s", seed).isEmpty();
      assertThat(protobuf.records()).as("seed %s", seed).isNotEmpty().isEqualTo(json.records());
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void every_field_has_a_home(Signal signal) {
    Message message = Messages.filled(request(signal), new Random(1), 0);
    for (int i = 2; i < 12; i++) {
      message =
          message.toBuilder().mergeFrom(Messages.filled(request(signal), new Random(i), 0)).build();
    }
    List<WideEvent> whole = Reads.of(new OtlpProtobufImporter(), message.toByteArray()).records();
    Set<FieldDescriptor> fields = new HashSet<>();
    collect(message.getDescriptorForType(), fields);
    List<String> homeless = new ArrayList<>();
    for (FieldDescriptor field : fields) {
      if (Messages.OF_PROFILES.contains(field.getFullName())) {
        continue;
      }
      Message without = without(message, field);
      assertThat(without).as(field.getFullName()).isNotEqualTo(message);
      if (Reads.of(new OtlpProtobufImporter(), without.toByteArray()).records().equals(whole)) {
        homeless.add(field.getFullName());
      }
    }
    assertThat(homeless).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void unknown_fields_are_passed_over(Signal signal) {
    Message message = Messages.filled(request(signal), new Random(7), 0);
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(-1).build())
            .addField(901, UnknownFieldSet.Field.newBuilder().addFixed64(5).build())
            .addField(902, UnknownFieldSet.Field.newBuilder().addFixed32(5).build())
            .addField(
                903,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("x".repeat(300)))
                    .build())
            .build();
    Reads plain = Reads.of(new OtlpProtobufImporter(), message.toByteArray());
    Reads sprinkled =
        Reads.of(new OtlpProtobufImporter(), sprinkled(message, unknown).toByteArray());
    assertThat(sprinkled.problems().list()).isEmpty();
    assertThat(sprinkled.records()).isEqualTo(plain.records());
  }

  private static void collect(Descriptor type, Set<FieldDescriptor> into) {
    for (FieldDescriptor field : type.getFields()) {
      if (into.add(field) && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collect(field.getMessageType(), into);
      }
    }
  }

  private static Message without(Message message, FieldDescriptor field) {
    Message.Builder builder = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor at = entry.getKey();
      if (at.equals(field)) {
        builder.clearField(at);
      } else if (at.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        if (at.isRepeated()) {
          for (int i = 0; i < message.getRepeatedFieldCount(at); i++) {
            builder.setRepeatedField(
                at, i, without((Message) message.getRepeatedField(at, i), field));
          }
        } else {
          builder.setField(at, without((Message) entry.getValue(), field));
        }
      }
    }
    return builder.build();
  }

  private static Message sprinkled(Message message, UnknownFieldSet unknown) {
    Message.Builder builder = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor at = entry.getKey();
      if (at.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        if (at.isRepeated()) {
          for (int i = 0; i < message.getRepeatedFieldCount(at); i++) {
            builder.setRepeatedField(
                at, i, sprinkled((Message) message.getRepeatedField(at, i), unknown));
          }
        } else {
          builder.setField(at, sprinkled((Message) entry.getValue(), unknown));
        }
      }
    }
    return builder.setUnknownFields(unknown).build();
  }
}
