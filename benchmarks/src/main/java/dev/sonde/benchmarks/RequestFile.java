package dev.sonde.benchmarks;

import dev.sonde.model.Batch;
import dev.sonde.model.Receipt;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Requests encoded and compressed before anything is measured: of each its spans and bytes, then the body.
 * All spans differ, as a store counts the same one once.
 */
final class RequestFile {

  /** Makes a request's body of spans. */
  interface Encoding {
    byte[] body(List<Span> spans) throws IOException;
  }

  private RequestFile() {}

  /** What was written. */
  record Written(long spans, long requests, long bytes, long plainBytes, WideSpans.Sample sample) {}

  static Written write(Path file, long spans, int batch, long seed, Encoding encoding)
      throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      Writer writer = new Writer(out, batch, encoding);
      WideSpans.Sample sample = WideSpans.write(writer::accept, spans, seed);
      writer.flush();
      return new Written(writer.spans, writer.requests, writer.bytes, writer.plain, sample);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static final class Writer {
    private final DataOutputStream out;
    private final int batch;
    private final Encoding encoding;
    private final List<Span> pending = new ArrayList<>();
    private long spans;
    private long requests;
    private long bytes;
    private long plain;

    Writer(DataOutputStream out, int batch, Encoding encoding) {
      this.out = out;
      this.batch = batch;
      this.encoding = encoding;
    }

    Receipt accept(Batch records) {
      for (WideEvent record : records.records()) {
        pending.add((Span) record);
        if (pending.size() == batch) {
          flush();
        }
      }
      return Receipt.stored(records.size());
    }

    void flush() {
      if (pending.isEmpty()) {
        return;
      }
      try {
        byte[] body = encoding.body(pending);
        byte[] packed = gzip(body);
        out.writeInt(pending.size());
        out.writeInt(packed.length);
        out.write(packed);
        spans += pending.size();
        requests++;
        bytes += packed.length;
        plain += body.length;
        pending.clear();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4);
    try (OutputStream gzip = new Fast(packed)) {
      gzip.write(body);
    }
    return packed.toByteArray();
  }

  /** At the level that exporters use where they are in a hurry. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
