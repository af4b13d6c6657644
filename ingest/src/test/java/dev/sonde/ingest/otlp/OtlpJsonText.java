package dev.sonde.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sonde.model.AttributesJson;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The rules of OTLP's JSON, applied to the protocol's own messages. */
final class OtlpJsonText {

  private OtlpJsonText() {}

  static String of(Message message) {
    StringBuilder json = new StringBuilder();
    write(message, json);
    return json.toString();
  }

  private static void write(Message message, StringBuilder json) {
    json.append('{');
    String comma = "";
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      json.append(comma).append('"').append(field.getJsonName()).append("\":");
      comma = ",";
      if (field.isRepeated()) {
        list((List<?>) entry.getValue(), json, value -> write(field, value, json));
      } else {
        write(field, entry.getValue(), json);
      }
    }
    json.append('}');
  }

  private static void list(List<?> values, StringBuilder json, Consumer<Object> writer) {
    json.append('[');
    for (int i = 0; i < values.size(); i++) {
      json.append(i > 0 ? "," : "");
      writer.accept(values.get(i));
    }
    json.append(']');
  }

  private static void write(FieldDescriptor field, Object value, StringBuilder json) {
    switch (field.getJavaType()) {
      case INT, DOUBLE, FLOAT, BOOLEAN -> json.append(value);
      case LONG -> json.append('"').append(value).append('"');
      case STRING -> AttributesJson.quote((String) value, json);
      case ENUM -> json.append(((EnumValueDescriptor) value).getNumber());
      case MESSAGE -> write((Message) value, json);
      case BYTE_STRING -> {
        byte[] bytes = ((ByteString) value).toByteArray();
        String text =
            field.getName().endsWith("_id")
                ? HexFormat.of().formatHex(bytes)
                : Base64.getEncoder().encodeToString(bytes);
        json.append('"').append(text).append('"');
      }
    }
  }
}
