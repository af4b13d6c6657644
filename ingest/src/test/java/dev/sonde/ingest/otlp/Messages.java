package dev.sonde.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Requests with something in every field, made from the protocol's own descriptors. */
final class Messages {

  /** Of profiles, which refer to a table that no other signal has. */
  static final Set<String> OF_PROFILES =
      Set.of(
          "opentelemetry.proto.common.v1.AnyValue.string_value_strindex",
          "opentelemetry.proto.common.v1.KeyValue.key_strindex");

  private Messages() {}

  /** Fills every field; of alternatives, one by chance. */
  static Message filled(Message.Builder builder, RandomGenerator random, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      if (OF_PROFILES.contains(field.getFullName())
          || (field.getRealContainingOneof() != null && !isChosen(field, random, depth))) {
        continue;
      }
      int count = field.isRepeated() ? 1 + random.nextInt(2) : 1;
      for (int i = 0; i < count; i++) {
        Object value = value(builder, field, random, depth);
        if (field.isRepeated()) {
          builder.addRepeatedField(field, value);
        } else {
          builder.setField(field, value);
        }
      }
    }
    return builder.build();
  }

  /** A later one replaces an earlier one of the same alternative; deep down only plain ones. */
  private static boolean isChosen(FieldDescriptor field, RandomGenerator random, int depth) {
    boolean nested =
        field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && field.getContainingType().getName().equals("AnyValue");
    return field.getIndex() == 0 || (random.nextInt(3) == 0 && (!nested || depth < 9));
  }

  private static Object value(
      Message.Builder builder, FieldDescriptor field, RandomGenerator random, int depth) {
    return switch (field.getJavaType()) {
      case INT -> 1 + random.nextInt(1_000_000);
      case LONG ->
          field.getName().endsWith("unix_nano")
              ? (field.getName().startsWith("end") ? 1_791 : 1_790) * 1_000_000_000_000_000L
                  + random.nextLong(1_000_000_000)
              : random.nextLong() >>> 1 | 1;
      case FLOAT -> random.nextFloat();
      case DOUBLE -> 1 + random.nextDouble();
      case BOOLEAN -> true;
      case STRING -> "text-é-" + random.nextInt(100_000);
      case BYTE_STRING -> {
        byte[] bytes = new byte[field.getName().equals("trace_id") ? 16 : 8];
        random.nextBytes(bytes);
        yield ByteString.copyFrom(bytes);
      }
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(1 + random.nextInt(field.getEnumType().getValues().size() - 1));
      case MESSAGE -> filled(builder.newBuilderForField(field), random, depth + 1);
    };
  }
}
