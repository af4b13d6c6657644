package dev.sonde.ingest;

import dev.sonde.model.EventSink;
import dev.sonde.model.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads files, folders and standard input: opens, decompresses, recognises, imports. */
public interface Intake {

  /**
   * Reads one file to its end.
   *
   * @param format an importer's name, null to recognise it by content
   * @param progress is told the compressed bytes read so far, some ten times a second at most
   * @throws SourceException where nothing can be read from it
   */
  Read read(Path file, @Nullable String format, EventSink sink, LongConsumer progress);

  /**
   * What came of one source. {@code spans + events + samples + rejected} records were received.
   *
   * @param format the importer's name
   * @param digest of the content as it lies on disk, 128 bits in hexadecimal: equal for equal files
   */
  record Read(
      String source,
      String format,
      String digest,
      long bytes,
      long spans,
      long events,
      long samples,
      long rejected,
      List<Problem> problems) {}
}
