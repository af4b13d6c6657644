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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads files, folders and standard input: opens, decompresses, recognises, imports. Holds no state, so
 * several threads may read different sources.
 */
public final class Intake {

  /** The path that means standard input. */
  public static final Path STANDARD_INPUT = Path.of("-");

  private final List<Importer> importers;
  private final List<FolderImporter> folders;
  private final InputStream standardInput;

  /** Reads every format of {@link Importers}. */
  public Intake() {
    this(Importers.ALL, System.in);
  }

  /**
   * @param importers where several are equally sure, the first is taken
   */
  public Intake(List<Importer> importers, InputStream standardInput) {
    this(importers, Importers.FOLDERS, standardInput);
  }

  /**
   * @param folders as for importers
   */
  public Intake(List<Importer> importers, List<FolderImporter> folders, InputStream standardInput) {
    this.importers = List.copyOf(importers);
    this.folders = List.copyOf(folders);
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
   * What is to be read of a path. A file is itself. A folder is one source where an importer of folders
   * claims it by its content; else it is all the folders right below it that are claimed so, and all its
   * files that an importer recognises by content, sorted by name, without hidden ones.
   *
   * @param format an importer's name; one of files takes every file of a folder, one of folders takes
   *     only these; null to recognise them
   * @throws SourceException where there is no such path, or no telemetry in the folder
   */
  public Contents contents(Path source, @Nullable String format) {
    if (source.equals(STANDARD_INPUT) || !Sources.isFolder(source)) {
      return Contents.of(new Source.Single(source));
    }
    List<FolderImporter> asked =
        folders.stream().filter(f -> format == null || f.format().equals(format)).toList();
    Source whole = claimed(source, asked);
    if (whole != null) {
      return Contents.of(whole);
    }
    boolean foldersOnly = format != null && !asked.isEmpty();
    List<Source> sources = new ArrayList<>(asked.isEmpty() ? List.of() : below(source, asked));
    List<Path> left = new ArrayList<>();
    for (Path file : Sources.filesOf(source)) {
      if (!foldersOnly && (format != null || isRecognised(file))) {
        sources.add(new Source.Single(file));
      } else {
        left.add(file);
      }
    }
    if (sources.isEmpty()) {
      throw new SourceException.Unrecognised(
          Messages.folder(source, left, Sources.foldersOf(source), formats()));
    }
    return new Contents(sources, left);
  }

  private static List<Source> below(Path folder, List<FolderImporter> asked) {
    List<Source> claimed = new ArrayList<>();
    for (Path inner : Sources.foldersOf(folder)) {
      Source source = Files.isReadable(inner) ? claimed(inner, asked) : null;
      if (source != null) {
        claimed.add(source);
      }
    }
    return claimed;
  }

  private static @Nullable Source claimed(Path folder, List<FolderImporter> asked) {
    FolderView view = FolderView.of(folder);
    for (FolderImporter importer : asked) {
      List<String> names = importer.claim(view);
      if (!names.isEmpty()) {
        List<Path> files = names.stream().sorted().map(folder::resolve).toList();
        return new Source.Folder(folder, files, importer);
      }
    }
    return null;
  }

  private List<String> formats() {
    return Stream.concat(
            importers.stream().map(Importer::format), folders.stream().map(FolderImporter::format))
        .toList();
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
   * Reads a source to its end. Secrets do not get through, see {@link Redactor}.
   *
   * @param format an importer's name, null to recognise a file by content; a folder was recognised
   * @param progress is told the compressed bytes read so far, some ten times a second at most
   * @throws SourceException where nothing can be read from it
   */
  public Read read(Source source, @Nullable String format, EventSink sink, LongConsumer progress) {
    return switch (source) {
      case Source.Single file -> read(file.path(), format, sink, progress);
      case Source.Folder folder -> read(folder, sink, progress);
    };
  }

  private static Read read(Source.Folder folder, EventSink sink, LongConsumer progress) {
    Problems problems = new Problems();
    Batches batches = new Batches(new Redactor().before(sink));
    FolderInput input = new FolderInput(folder, problems, progress);
    try {
      folder.importer().read(input, batches::pass, problems);
      input.drain();
    } catch (IOException e) {
      throw Messages.failed(folder.path(), e);
    }
    String format = folder.importer().format();
    return account(input.name(), format, input.digest(), input.received(), batches, problems);
  }

  /**
   * Reads one file to its end, as {@link #read(Source, String, EventSink, LongConsumer)}.
   *
   * @param file {@code -} is standard input
   */
  public Read read(Path file, @Nullable String format, EventSink sink, LongConsumer progress) {
    Problems problems = new Problems();
    Batches batches = new Batches(new Redactor().before(sink));
    String name = file.toString();
    try (Opened opened = open(file, problems, progress)) {
      Importer importer = importer(name, opened, format);
      importer.read(opened.input(name), batches::pass, problems);
      RawInput raw = opened.raw();
      raw.drain();
      return account(name, importer.format(), raw.digest(), raw.received(), batches, problems);
    } catch (IOException e) {
      throw Messages.failed(file, e);
    }
  }

  private static Read account(
      String name, String format, String digest, long bytes, Batches batches, Problems problems) {
    return new Read(
        name,
        format,
        digest,
        bytes,
        batches.spans(),
        batches.events(),
        batches.samples(),
        problems.rejected(),
        problems.earlier().withoutDropped(batches.droppedTotal()),
        batches.dropped(),
        problems.list());
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
      throw new SourceException.Unrecognised(Messages.format(format, folders, formats()));
    }
    if (head.bytes().length == 0) {
      throw new SourceException.Unrecognised(Messages.empty(name, opened.raw().received()));
    }
    Importer best = best(head);
    if (best == null) {
      throw new SourceException.Unrecognised(Messages.unrecognised(name, head, formats()));
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
