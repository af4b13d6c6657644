package dev.sonde.ingest;

import dev.sonde.ingest.Importer.Match;
import dev.sonde.model.EventSink;
import dev.sonde.model.Problem;
import dev.sonde.model.redact.Redactor;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads files, folders and standard input: opens, decompresses, recognises, imports. Holds no state, so
 * several threads may read different sources.
 */
public final class Intake {

  /** The path that means standard input. */
  public static final Path STANDARD_INPUT = Path.of("-");

  private final List<Importer> importers;
  private final InputStream standardInput;

  /** Reads every format of {@link Importers#ALL}. */
  public Intake() {
    this(Importers.ALL, System.in);
  }

  /**
   * @param importers where several are equally sure, the first is taken
   */
  public Intake(List<Importer> importers, InputStream standardInput) {
    this.importers = List.copyOf(importers);
    this.standardInput = standardInput;
  }

  /**
   * What came of one source. {@code spans + events + samples + rejected} records were received.
   *
   * @param format the importer's name
   * @param digest of the content as it lies on disk, 128 bits in hexadecimal: equal for equal files
   * @param bytes as they lie on disk
   * @param earlier what the source itself says was lost before it was written
   * @param dropped records that programs say they dropped, by cause; not in {@code earlier}
   */
  public record Read(
      String source,
      String format,
      String digest,
      long bytes,
      long spans,
      long events,
      long samples,
      long rejected,
      Earlier earlier,
      Map<String, Long> dropped,
      List<Problem> problems) {

    public Read {
      dropped = Map.copyOf(dropped);
      problems = List.copyOf(problems);
    }
  }

  /**
   * The files that make up a source: a file is itself, of a folder all those that an importer recognises
   * by content, sorted by name, without hidden ones and without folders below it.
   *
   * @param format an importer's name, so that every file of a folder is taken; null to recognise them
   * @throws SourceException where there is no such path, or no telemetry in the folder
   */
  public Contents contents(Path source, @Nullable String format) {
    if (source.equals(STANDARD_INPUT) || !Sources.isFolder(source)) {
      return new Contents(List.of(source), List.of());
    }
    List<Path> files = new ArrayList<>();
    List<Path> left = new ArrayList<>();
    for (Path file : Sources.filesOf(source)) {
      (format != null || isRecognised(file) ? files : left).add(file);
    }
    if (files.isEmpty()) {
      throw new SourceException.Unrecognised(
          Messages.folder(source, left, Sources.foldersOf(source), importers));
    }
    return new Contents(files, left);
  }

  /** The name of the format that a file is in, by content. */
  public String recognise(Path file) {
    try (Opened opened = open(file, new Problems(), n -> {})) {
      return importer(file.toString(), opened, null).format();
    } catch (IOException e) {
      throw Messages.failed(file, e);
    }
  }

  private boolean isRecognised(Path file) {
    try (Opened opened = open(file, new Problems(), n -> {})) {
      return best(opened.head()) != null;
    } catch (IOException | SourceException.Missing e) {
      return false;
    }
  }

  /**
   * Reads one file to its end. Secrets do not get through, see {@link Redactor}.
   *
   * @param file {@code -} is standard input
   * @param format an importer's name, null to recognise it by content
   * @param progress is told the compressed bytes read so far, some ten times a second at most
   * @throws SourceException where nothing can be read from it
   */
  public Read read(Path file, @Nullable String format, EventSink sink, LongConsumer progress) {
    Problems problems = new Problems();
    Batches batches = new Batches(new Redactor().before(sink));
    String name = file.toString();
    try (Opened opened = open(file, problems, progress)) {
      Importer importer = importer(name, opened, format);
      importer.read(opened.input(name), batches::pass, problems);
      opened.raw().drain();
      return new Read(
          name,
          importer.format(),
          opened.raw().digest(),
          opened.raw().received(),
          batches.spans(),
          batches.events(),
          batches.samples(),
          problems.rejected(),
          problems.earlier().withoutDropped(batches.droppedTotal()),
          batches.dropped(),
          problems.list());
    } catch (IOException e) {
      throw Messages.failed(file, e);
    }
  }

  private Opened open(Path file, Problems problems, LongConsumer progress) throws IOException {
    boolean standard = file.equals(STANDARD_INPUT);
    InputStream source = standard ? standardInput : Sources.open(file);
    RawInput raw = new RawInput(source, progress);
    try {
      InputStream content = Compression.seeThrough(raw, file.toString(), problems);
      byte[] head = content.readNBytes(Head.SIZE);
      return new Opened(raw, content, new Head(head, head.length < Head.SIZE), !standard);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private Importer importer(String name, Opened opened, @Nullable String format) {
    Head head = opened.head();
    if (format != null) {
      for (Importer importer : importers) {
        if (importer.format().equals(format)) {
          return importer;
        }
      }
      throw new SourceException.Unrecognised(Messages.format(format, importers));
    }
    if (head.bytes().length == 0) {
      throw new SourceException.Unrecognised(Messages.empty(name, opened.raw().received()));
    }
    Importer best = best(head);
    if (best == null) {
      throw new SourceException.Unrecognised(Messages.unrecognised(name, head, importers));
    }
    return best;
  }

  private @Nullable Importer best(Head head) {
    Importer maybe = null;
    for (Importer importer : importers) {
      Match match = head.bytes().length == 0 ? Match.NO : importer.sniff(head);
      if (match == Match.YES) {
        return importer;
      }
      maybe = match == Match.MAYBE && maybe == null ? importer : maybe;
    }
    return maybe;
  }

  /** A source whose beginning was looked at. Standard input is left open: it is not ours to close. */
  private record Opened(RawInput raw, InputStream content, Head head, boolean ours)
      implements AutoCloseable {

    Input input(String name) {
      InputStream begun = new ByteArrayInputStream(head.bytes());
      return new Input(name, new SequenceInputStream(begun, new Unclosed(content)));
    }

    @Override
    public void close() throws IOException {
      if (ours) {
        content.close();
      }
    }
  }

  /** A sequence closes each of its streams as it reaches its end; who opened a source closes it. */
  private static final class Unclosed extends FilterInputStream {

    Unclosed(InputStream stream) {
      super(stream);
    }

    @Override
    public void close() {
      // Left to Opened.
    }
  }
}
