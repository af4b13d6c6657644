package dev.sonde.ingest;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** Sees through compression, which it knows by the first bytes. */
final class Compression {

  /** The most that zstd's format allows on 64 bits ({@code zstd --ultra --long=31}). */
  private static final int ZSTD_WINDOW_LOG = 31;

  private Compression() {}

  static InputStream seeThrough(RawInput raw, String name, Problems problems) throws IOException {
    int seen = raw.peek(8);
    if (GzipInput.begins(raw.buffer, raw.position, seen)) {
      return new KeptInput(new GzipInput(raw, name, problems), raw, name, problems);
    }
    if (beginsZstd(raw.buffer, raw.position, seen)) {
      ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(raw);
      zstd.setLongMax(ZSTD_WINDOW_LOG);
      return new KeptInput(zstd, raw, name, problems);
    }
    if (FramedZstd.begins(raw.buffer, raw.position, seen)) {
      return new KeptInput(new FramedZstd(raw, name, problems), raw, name, problems);
    }
    return raw;
  }

  /** A frame, or a skippable one, as tools put before the data. */
  private static boolean beginsZstd(byte[] bytes, int at, int count) {
    if (count < 4) {
      return false;
    }
    boolean frame = bytes[at] == 0x28 && bytes[at + 1] == (byte) 0xb5;
    boolean skippable = (bytes[at] & 0xf0) == 0x50 && bytes[at + 1] == 0x2a;
    return (frame && bytes[at + 2] == 0x2f && bytes[at + 3] == (byte) 0xfd)
        || (skippable && bytes[at + 2] == 0x4d && bytes[at + 3] == 0x18);
  }
}
