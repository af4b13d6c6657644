package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Problem;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads attributes, values and ids. */
final class ProtoValues {

  /** Protobuf's own readers stop at a hundred messages within each other; a value takes two or three. */
  private static final int DEPTH_LIMIT = 64;

  private final ProtoReader in;
  private final Output out;
  private final ByteNames names = new ByteNames();

  /** The id that {@link #id} read last; the high half is of 16-byte ids only. */
  long idHigh;

  long idLow;

  ProtoValues(ProtoReader in, Output out) {
    this.in = in;
    this.out = out;
  }

  String name() throws ProtoReader.Damage {
    int length = in.length();
    String name = names.of(in.bytes(), in.position(), length);
    in.position(in.position() + length);
    return name;
  }

  void id(String field, int bytes) throws ProtoReader.Damage {
    int length = in.length();
    int at = in.position();
    in.position(at + length);
    idHigh = 0;
    idLow = 0;
    if (length == bytes) {
      idHigh = bytes == 16 ? in.id(at) : 0;
      idLow = in.id(at + bytes - 8);
    } else if (length != 0) {
      out.note(
          Problem.Code.MALFORMED, field + " has " + length + " bytes, it should have " + bytes);
    }
  }

  /** One key/value of a record's own. */
  void attribute(Attributes.Builder into) throws ProtoReader.Damage {
    attribute(into, 0);
  }

  /** One key/value; the builder keeps the last of equal keys. */
  private void attribute(Attributes.Builder into, int depth) throws ProtoReader.Damage {
    int outer = in.enter();
    String key = "";
    Value value = Value.Empty.INSTANCE;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | ProtoReader.BYTES -> key = name();
        case (2 << 3) | ProtoReader.BYTES -> value = value(depth);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    into.put(key, value);
  }

  Value value() throws ProtoReader.Damage {
    return value(0);
  }

  private Value value(int depth) throws ProtoReader.Damage {
    int outer = in.enter();
    Value value = Value.Empty.INSTANCE;
    if (depth > DEPTH_LIMIT) {
      out.note(
          Problem.Code.CAPPED, "a value is nested deeper than " + DEPTH_LIMIT + "; it ends there");
      in.leave(outer);
      return value;
    }
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | ProtoReader.BYTES -> value = Value.of(in.text());
        case (2 << 3) | ProtoReader.VARINT -> value = Value.of(in.varint() != 0);
        case (3 << 3) | ProtoReader.VARINT -> value = Value.of(in.varint());
        case (4 << 3) | ProtoReader.FIXED64 -> value = Value.of(in.real());
        case (5 << 3) | ProtoReader.BYTES -> value = array(depth + 1);
        case (6 << 3) | ProtoReader.BYTES -> value = map(depth + 1);
        case (7 << 3) | ProtoReader.BYTES -> value = new Value.Bytes(in.binary());
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return value;
  }

  private Value array(int depth) throws ProtoReader.Damage {
    int outer = in.enter();
    List<Value> values = new ArrayList<>();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == ((1 << 3) | ProtoReader.BYTES)) {
        values.add(value(depth));
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    return new Value.Array(values);
  }

  private Value map(int depth) throws ProtoReader.Damage {
    int outer = in.enter();
    Attributes.Builder entries = Attributes.builder();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == ((1 << 3) | ProtoReader.BYTES)) {
        attribute(entries, depth);
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    return new Value.Map(entries.build());
  }
}
