package dev.sonde.ingest.otlp;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** One file being read, message by message. */
final class ProtoFile {

  /** OTLP's own recommendation for the size of a request, in bytes. */
  static final int MESSAGE_LIMIT = 64 * 1024 * 1024;

  private static final int FIRST_BUFFER = 64 * 1024;

  private final Input input;
  private final Problems problems;
  private final Output out;
  private final ProtoReader reader = new ProtoReader();
  private final ProtoDecoder decoder;
  private InputStream in = InputStream.nullInputStream();
  private byte[] buffer = new byte[FIRST_BUFFER];
  private long offset;
  private boolean ended;
  private Signal last = Signal.TRACES;

  ProtoFile(Input input, Batches batches, Problems problems) {
    this.input = input;
    this.problems = problems;
    out = new Output(batches, problems, () -> input.atByte(reader.offset()));
    decoder = new ProtoDecoder(reader, out);
  }

  void read() throws IOException {
    byte[] head = input.stream().readNBytes(Head.SIZE);
    if (head.length == 0) {
      return;
    }
    ProtoContainer container = ProtoContainer.of(head, head.length);
    if (container == null) {
      out.note(
          Problem.Code.MALFORMED,
          "no request of OTLP begins here, neither bare nor behind its length");
      return;
    }
    in = new SequenceInputStream(new ByteArrayInputStream(head), input.stream());
    while (!ended) {
      switch (container) {
        case BARE -> entry();
        case VARINT -> message(varint());
        case BIG_ENDIAN -> message(bigEndian());
      }
    }
    Batches read = out.batches;
    if (read.spans() + read.events() + read.samples() == 0 && problems.isEmpty()) {
      here();
      out.note(
          Problem.Code.UNSUPPORTED,
          "the file ends here; it says whose records it has, but has none");
    }
  }

  /** One field of a bare message, so that the whole need not be in memory. */
  private void entry() throws IOException {
    long tag = varint();
    if (ended) {
      return;
    }
    if (tag == ((1 << 3) | ProtoReader.BYTES)) {
      long length = varint();
      int size = ended ? -1 : take(length);
      if (size >= 0) {
        if (isKnown(ProtoSignals.ofEntry(buffer, 0, size)) && decoder.entry(last)) {
          broken(length, size);
        }
      }
      return;
    }
    switch ((int) (tag & 7)) {
      case ProtoReader.VARINT -> varint();
      case ProtoReader.FIXED64 -> take(8);
      case ProtoReader.FIXED32 -> take(4);
      case ProtoReader.BYTES -> take(varint());
      default -> {
        here();
        out.note(
            Problem.Code.MALFORMED,
            "a field of the unknown wire type " + (tag & 7) + " begins here");
        ended = true;
      }
    }
  }

  private void message(long length) throws IOException {
    int size = ended ? -1 : take(length);
    if (size < 0) {
      return;
    }
    ProtoSignals.Guess guess = new ProtoSignals.Guess(null, false);
    try {
      for (int tag = reader.tag(); tag != 0 && !guess.records(); tag = reader.tag()) {
        if (tag == ((1 << 3) | ProtoReader.BYTES)) {
          int outer = reader.enterWhatIsThere();
          guess = ProtoSignals.ofEntry(buffer, reader.position(), reader.limit());
          reader.leave(outer);
        } else {
          reader.skip(tag);
        }
      }
    } catch (ProtoReader.Damage e) {
      // The decoder meets the same place and tells of it.
    }
    reader.begin(buffer, 0, size, offset - size);
    if (isKnown(guess) && decoder.request(last)) {
      broken(length, size);
    }
  }

  /** Whether these records can be read. */
  private boolean isKnown(ProtoSignals.Guess guess) {
    Signal signal = guess.signal();
    if (signal != null) {
      last = signal;
    } else if (guess.records()) {
      out.note(
          Problem.Code.UNSUPPORTED,
          "a message begins here whose records are no spans, log records or metrics");
      return false;
    }
    return true;
  }

  private void broken(long length, int size) {
    if (size < length) {
      here();
      out.note(
          Problem.Code.TRUNCATED,
          "the file ends here, inside a message of " + length + " bytes; " + size + " are there");
    }
  }

  /** Gets so many bytes, or what is left of them; -1 where they are too many. */
  private int take(long length) throws IOException {
    if (length < 0 || length > MESSAGE_LIMIT) {
      here();
      out.note(
          Problem.Code.CAPPED,
          "a message of "
              + Long.toUnsignedString(length)
              + " bytes begins here; 64 MiB is the most, and it is passed over");
      if (length < 0) {
        ended = true;
      } else {
        skip(length);
      }
      return -1;
    }
    int size = 0;
    while (size < length) {
      if (size == buffer.length) {
        // Grown as the bytes come, so that a length which lies costs nothing.
        buffer = Arrays.copyOf(buffer, (int) Math.min(2L * size, MESSAGE_LIMIT));
      }
      int read = in.read(buffer, size, (int) Math.min(buffer.length, length) - size);
      if (read < 0) {
        ended = true;
        break;
      }
      size += read;
    }
    offset += size;
    reader.begin(buffer, 0, size, offset - size);
    return size;
  }

  private void skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        ended = true;
        return;
      }
      left -= read;
      offset += read;
    }
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.read();
      if (next < 0) {
        endInNumber(shift > 0);
        return 0;
      }
      offset++;
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    here();
    out.note(Problem.Code.MALFORMED, "a number has more than ten bytes");
    ended = true;
    return 0;
  }

  private long bigEndian() throws IOException {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      int next = in.read();
      if (next < 0) {
        endInNumber(i > 0);
        return 0;
      }
      offset++;
      value = (value << 8) | next;
    }
    return value;
  }

  private void endInNumber(boolean within) {
    ended = true;
    if (within) {
      here();
      out.note(Problem.Code.TRUNCATED, "the file ends inside a length");
    }
  }

  /** Makes messages name the place up to which the file was read. */
  private void here() {
    reader.begin(buffer, 0, 0, offset);
  }
}
