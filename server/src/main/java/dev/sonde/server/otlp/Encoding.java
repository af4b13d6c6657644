package dev.sonde.server.otlp;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** How a body is compressed. */
enum Encoding {
  IDENTITY,
  GZIP,
  ZSTD;

  private static final int BUFFER = 64 * 1024;

  /** Null for one that is not known. */
  static @Nullable Encoding of(@Nullable String said) {
    return switch (said == null ? "" : said.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "zstd" -> ZSTD;
      default -> null;
    };
  }

  /** Reads the content; an IOException, also of this method, says that the body is damaged. */
  InputStream open(InputStream packed) throws IOException {
    return switch (this) {
      case IDENTITY -> packed;
      case GZIP -> new GZIPInputStream(packed, BUFFER);
      case ZSTD -> new ZstdInputStreamNoFinalizer(packed);
    };
  }
}
