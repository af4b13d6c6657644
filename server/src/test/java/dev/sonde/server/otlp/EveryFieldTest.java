package dev.sonde.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sonde.engine.store.Arrival;
import dev.sonde.ingest.otlp.Signal;
import dev.sonde.model.WideEvent;
import dev.sonde.model.otlp.OtlpJsonWriter;
import dev.sonde.server.Client;
import dev.sonde.server.FakeLiveStore;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Walks the protocol's own descriptors: every field is filled with a value of its own, sent, and taken
 * away in turn. One that makes no difference to what is stored has nowhere to go. What is stored is then
 * exported and sent again, and has to be the same.
 */
@Timeout(300)
class EveryFieldTest {

  /** Fields of which nothing is kept, each with its reason. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "opentelemetry.proto.common.v1.AnyValue.string_value_strindex",
          "refers to a table that only profiles have",
          "opentelemetry.proto.common.v1.KeyValue.key_strindex",
          "refers to a table that only profiles have");

  /** Alternatives cannot all be said at once: there is one variant of a message for each. */
  private static final int VARIANTS = 7;

  private final FakeLiveStore store = new FakeLiveStore();
  private int made;

  @ParameterizedTest
  @EnumSource(Signal.class)
  void every_field_has_somewhere_to_go(Signal signal) throws Exception {
    try (SondeServer server =
            SondeServer.start(ServerOptions.DEFAULTS.withPorts(0, -1, -1), store);
        Client client = new Client(server.addresses().http())) {
      Message.Builder all = request(signal);
      for (int variant = 0; variant < VARIANTS; variant++) {
        made = 0;
        all.mergeFrom(filled(request(signal), variant, 0));
      }
      Message whole = all.build();
      List<WideEvent> stored = send(client, signal, whole.toByteArray());
      assertThat(stored).isNotEmpty();
      Map<FieldDescriptor, String> fields = new LinkedHashMap<>();
      collect(whole, fields);
      List<String> homeless = new ArrayList<>();
      for (FieldDescriptor field : fields.keySet()) {
        byte[] without = without(whole, field).toByteArray();
        if (send(client, signal, without).equals(stored)) {
          homeless.add(field.getFullName());
        }
      }
      assertThat(homeless).isEmpty();
      assertThat(unfilled(whole)).isSubsetOf(KNOWN.keySet());
      StringBuilder json = new StringBuilder();
      OtlpJsonWriter.write(stored, json);
      assertThat(sendJson(client, signal, json.toString())).isEqualTo(stored);
    }
  }

  private List<WideEvent> send(Client client, Signal signal, byte[] body) throws Exception {
    int before = store.arrivals().size();
    assertThat(client.post(path(signal), Client.PROTOBUF, body).statusCode()).isEqualTo(200);
    return since(before);
  }

  private List<WideEvent> sendJson(Client client, Signal signal, String json) throws Exception {
    int before = store.arrivals().size();
    assertThat(client.post(path(signal), Client.JSON, json).statusCode()).isEqualTo(200);
    return since(before);
  }

  private List<WideEvent> since(int before) {
    List<WideEvent> records = new ArrayList<>();
    for (Arrival arrival : store.arrivals().subList(before, store.arrivals().size())) {
      records.addAll(arrival.batch().records());
    }
    return records;
  }

  private static String path(Signal signal) {
    return switch (signal) {
      case TRACES -> "/v1/traces";
      case LOGS -> "/v1/logs";
      case METRICS -> "/v1/metrics";
    };
  }

  private static Message.Builder request(Signal signal) {
    return switch (signal) {
      case TRACES -> ExportTraceServiceRequest.newBuilder();
      case LOGS -> ExportLogsServiceRequest.newBuilder();
      case METRICS -> ExportMetricsServiceRequest.newBuilder();
    };
  }

  private Message filled(Message.Builder builder, int variant, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      if (!KNOWN.containsKey(field.getFullName()) && isChosen(field, variant, depth)) {
        Object value = value(builder, field, variant, depth);
        if (field.isRepeated()) {
          builder.addRepeatedField(field, value);
        } else {
          builder.setField(field, value);
        }
      }
    }
    return builder.build();
  }

  /** Deep down, a value is text: nested ones would go on without an end. */
  private static boolean isChosen(FieldDescriptor field, int variant, int depth) {
    if (field.getRealContainingOneof() == null) {
      return true;
    }
    int alternatives = field.getRealContainingOneof().getFieldCount();
    int chosen = depth > 9 ? 0 : variant % Math.min(alternatives, VARIANTS);
    return field.getRealContainingOneof().getFields().indexOf(field) == chosen;
  }

  private Object value(Message.Builder builder, FieldDescriptor field, int variant, int depth) {
    int number = ++made;
    return switch (field.getJavaType()) {
      case INT -> number;
      case LONG ->
          field.getName().endsWith("unix_nano")
              ? (field.getName().startsWith("end") ? 1_791L : 1_790L) * 1_000_000_000_000_000L
                  + number
              : 1_000_000L + number;
      case FLOAT -> number + 0.5f;
      case DOUBLE -> number + 0.5;
      case BOOLEAN -> true;
      case STRING -> "text " + number;
      case BYTE_STRING -> {
        byte[] bytes = new byte[field.getName().equals("trace_id") ? 16 : 8];
        bytes[0] = (byte) (variant + 1);
        bytes[bytes.length - 1] = (byte) number;
        yield ByteString.copyFrom(bytes);
      }
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(1 + number % (field.getEnumType().getValues().size() - 1));
      case MESSAGE -> filled(builder.newBuilderForField(field), variant, depth + 1);
    };
  }

  /** Every field that is set somewhere. */
  private static void collect(Message message, Map<FieldDescriptor, String> into) {
    message
        .getAllFields()
        .forEach((field, value) -> {
          into.put(field, field.getFullName());
          for (Object each : field.isRepeated() ? (List<?>) value : List.of(value)) {
            if (each instanceof Message inner) {
              collect(inner, into);
            }
          }
        });
  }

  /** Fields of any message in it that are set nowhere. */
  private static Set<String> unfilled(Message whole) {
    Map<FieldDescriptor, String> filled = new LinkedHashMap<>();
    collect(whole, filled);
    Set<String> missing = new java.util.TreeSet<>();
    filled.keySet().stream()
        .map(FieldDescriptor::getContainingType)
        .distinct()
        .flatMap(type -> type.getFields().stream())
        .filter(field -> !filled.containsKey(field))
        .forEach(field -> missing.add(field.getFullName()));
    return missing;
  }

  private static Message without(Message message, FieldDescriptor field) {
    Message.Builder builder = message.toBuilder();
    message
        .getAllFields()
        .forEach((at, value) -> {
          if (at.equals(field)) {
            builder.clearField(at);
          } else if (at.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            if (at.isRepeated()) {
              for (int i = 0; i < message.getRepeatedFieldCount(at); i++) {
                Message inner = (Message) message.getRepeatedField(at, i);
                builder.setRepeatedField(at, i, without(inner, field));
              }
            } else {
              builder.setField(at, without((Message) value, field));
            }
          }
        });
    return builder.build();
  }
}
