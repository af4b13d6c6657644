package dev.sonde.demo.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message between two processes.
 *
 * @param fields short texts by name
 * @param payload whatever else goes along, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Frame(String type, Map<String, String> fields, byte[] payload) {

  private static final int MOST_BYTES = 256 << 20;
  private static final byte[] NOTHING = {};

  /** Without a payload; names and values by turns. */
  public static Frame of(String type, Object... fields) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      all.put(String.valueOf(fields[i]), String.valueOf(fields[i + 1]));
    }
    return new Frame(type, all, NOTHING);
  }

  public Frame with(byte[] bytes) {
    return new Frame(type, fields, bytes);
  }

  /** With one more field. */
  public Frame with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, String.valueOf(value));
    return new Frame(type, more, payload);
  }

  /** With W3C headers to travel along. */
  public Frame with(Map<String, String> headers) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.putAll(headers);
    return new Frame(type, more, payload);
  }

  /**
   * @throws IllegalStateException where the sender said nothing of that name
   */
  public String text(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException("a message '" + type + "' without '" + name + "': " + fields);
    }
    return value;
  }

  public long number(String name) {
    return Long.parseLong(text(name));
  }

  /** Several texts under one name, as {@link #joined} made them. */
  public List<String> list(String name) {
    String value = text(name);
    return value.isEmpty() ? List.of() : List.of(value.split("\n"));
  }

  public static String joined(Iterable<String> texts) {
    return String.join("\n", texts);
  }

  /** Bytes on the wire. */
  public int size() {
    int size = 2 + type.length() + 8 + payload.length;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      size += 6 + field.getKey().length() + field.getValue().length();
    }
    return size;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(type);
    out.writeInt(fields.size());
    for (Map.Entry<String, String> field : fields.entrySet()) {
      out.writeUTF(field.getKey());
      byte[] value = field.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      out.writeInt(value.length);
      out.write(value);
    }
    out.writeInt(payload.length);
    out.write(payload);
    out.flush();
  }

  static Frame read(DataInputStream in) throws IOException {
    String type = in.readUTF();
    int count = in.readInt();
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      fields.put(name, new String(bytes(in), java.nio.charset.StandardCharsets.UTF_8));
    }
    return new Frame(type, fields, bytes(in));
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a message of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a message that ends after " + bytes.length + " of " + length);
    }
    return bytes;
  }
}
