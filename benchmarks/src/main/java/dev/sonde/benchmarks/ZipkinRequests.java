package dev.sonde.benchmarks;

import com.google.protobuf.CodedOutputStream;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The same spans in Zipkin's own protobuf (zipkin.proto3.ListOfSpans). */
final class ZipkinRequests {

  private ZipkinRequests() {}

  static byte[] message(List<Span> spans) throws IOException {
    return write(list -> {
      for (Span span : spans) {
        list.writeByteArray(1, span(span));
      }
    });
  }

  private interface Fields {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] write(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.to(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] span(Span span) throws IOException {
    return write(out -> {
      out.writeByteArray(1, id(span.id().traceHigh(), span.id().traceLow()));
      if (span.parent() != 0) {
        out.writeByteArray(2, id(span.parent()));
      }
      out.writeByteArray(3, id(span.id().span()));
      out.writeString(5, span.name());
      out.writeFixed64(6, span.startNanos() / 1_000);
      out.writeUInt64(7, Math.max(1, (span.endNanos() - span.startNanos()) / 1_000));
      String service = span.origin().resource().text(Keys.SERVICE_NAME);
      out.writeByteArray(8, write(endpoint -> endpoint.writeString(1, String.valueOf(service))));
      for (int i = 0; i < span.attributes().size(); i++) {
        String key = span.attributes().key(i);
        String value = text(span.attributes().value(i));
        out.writeByteArray(
            11,
            write(entry -> {
              entry.writeString(1, key);
              entry.writeString(2, value);
            }));
      }
    });
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text text -> text.value();
      case Value.Int whole -> Long.toString(whole.value());
      case Value.Real real -> Double.toString(real.value());
      case Value.Bool bool -> Boolean.toString(bool.value());
      case Value.Bytes _, Value.Array _, Value.Map _, Value.Empty _ ->
          throw new IllegalArgumentException("the generator makes no nested value");
    };
  }

  private static byte[] id(long... parts) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * parts.length);
    for (long part : parts) {
      bytes.putLong(part);
    }
    return bytes.array();
  }
}
