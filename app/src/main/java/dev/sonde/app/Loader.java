package dev.sonde.app;

import dev.sonde.engine.render.Terminal;
import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.ingest.Contents;
import dev.sonde.ingest.Intake;
import dev.sonde.ingest.Source;
import dev.sonde.model.Problem;
import dev.sonde.store.duckdb.DuckDbStore;
import dev.sonde.store.duckdb.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens sources as a store: store folders as they are, files by way of the cache. */
final class Loader {

  private final Intake intake = new Intake();
  private final AppSettings settings;
  private final FileCache cache;
  private final PrintStream err;

  Loader(AppSettings settings, PrintStream err) {
    this.settings = settings;
    this.cache = new FileCache(settings.cache(), settings.cacheBytes());
    this.err = err;
  }

  /**
   * @param format an importer's name, null to recognise each file by content
   */
  Store open(List<String> sources, @Nullable String format) {
    List<Path> paths = sources.stream().map(Loader::path).toList();
    if (paths.size() == 1 && DuckDbStore.exists(paths.getFirst())) {
      return DuckDbStore.open(paths.getFirst(), Settings.DEFAULT);
    }
    List<Source> found = new ArrayList<>();
    List<Path> left = new ArrayList<>();
    for (Path path : paths) {
      if (DuckDbStore.exists(path)) {
        throw new Failure(
            ExitCode.USAGE, path + " is a store of Sonde's; ask it alone, without other sources");
      }
      Contents contents = intake.contents(path, format);
      found.addAll(contents.sources());
      left.addAll(contents.left());
    }
    List<Path> files = found.stream().flatMap(source -> source.files().stream()).toList();
    if (files.contains(Intake.STANDARD_INPUT)) {
      return unkept(found, left, format);
    }
    files.forEach(Loader::requireReadable);
    Path entry = cache.entry(files, format);
    if (cache.has(entry)) {
      try {
        return DuckDbStore.open(entry, Settings.DEFAULT);
      } catch (StoreException e) {
        // A cache may be damaged; what it was made of is still there.
        FileCache.delete(entry);
      }
    }
    load(found, left, format, entry);
    cache.trim(entry);
    return DuckDbStore.open(entry, Settings.DEFAULT);
  }

  private static Path path(String source) {
    try {
      return Path.of(source);
    } catch (InvalidPathException e) {
      throw new Failure(ExitCode.UNREADABLE, "not the name of a file: " + e.getMessage());
    }
  }

  private static void requireReadable(Path file) {
    if (!Files.exists(file)) {
      throw new Failure(
          ExitCode.UNREADABLE,
          "no such file: " + file + "\ngive a capture, a folder of parts, or - for standard input");
    }
    if (!Files.isReadable(file)) {
      throw new Failure(ExitCode.UNREADABLE, "cannot read " + file + ": no permission");
    }
  }

  /** What comes from standard input cannot be recognised again, so it is not kept. */
  private Store unkept(List<Source> sources, List<Path> left, @Nullable String format) {
    Path loading = cache.unkept();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> FileCache.delete(loading)));
    load(sources, left, format, loading);
    return DuckDbStore.open(loading, Settings.DEFAULT);
  }

  private void load(List<Source> sources, List<Path> left, @Nullable String format, Path into) {
    long total = sources.stream().mapToLong(Loader::size).sum();
    String what =
        sources.size() == 1
            ? Terminal.harmless(sources.getFirst().path().toString())
            : sources.size() + " sources";
    boolean finished = false;
    try (Progress progress = new Progress(err, settings.errorTerminal(), what, total);
        StoreWriter writer = DuckDbStore.create(into, Settings.DEFAULT)) {
      Reading reading = new Reading(left);
      long before = 0;
      for (Source source : sources) {
        long offset = before;
        reading.add(
            source, () -> intake.read(source, format, writer, n -> progress.accept(offset + n)));
        before += size(source);
      }
      reading.requireSomething(what);
      writer.finish(reading.books());
      finished = true;
    } finally {
      if (!finished) {
        FileCache.delete(into);
      }
    }
  }

  private static long size(Source source) {
    return source.files().stream().mapToLong(Loader::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The books over several sources; one with the content of an earlier one counts once. */
  private static final class Reading {
    private final Map<Source, Intake.Read> read = new LinkedHashMap<>();
    private final Set<String> formats = new LinkedHashSet<>();
    private final Map<String, Long> rejected = new HashMap<>();
    private final Map<String, Long> dropped = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private long duplicates;

    /**
     * @param left files of a folder that are no telemetry
     */
    Reading(List<Path> left) {
      if (!left.isEmpty()) {
        problems.add(
            new Problem(
                Problem.Code.UNSUPPORTED,
                left.size(),
                left.getFirst().toString(),
                left.size() == 1
                    ? "left out: no telemetry"
                    : "left out: no telemetry, and others"));
      }
    }

    private interface Reader {
      Intake.Read read();
    }

    void add(Source source, Reader reader) {
      for (Map.Entry<Source, Intake.Read> earlier : read.entrySet()) {
        if (isSame(source, earlier.getKey())) {
          Intake.Read twin = earlier.getValue();
          long records = twin.spans() + twin.events() + twin.samples();
          duplicates += records;
          problems.add(
              new Problem(
                  Problem.Code.DUPLICATE,
                  records,
                  source.path().toString(),
                  "the same content as " + earlier.getKey().path()));
          return;
        }
      }
      Intake.Read one = reader.read();
      read.put(source, one);
      formats.add(one.format());
      duplicates += one.earlier().duplicates();
      count(rejected, "malformed", one.rejected() + one.earlier().rejected());
      count(dropped, "earlier", one.earlier().dropped());
      one.dropped().forEach((cause, number) -> count(dropped, cause, number));
      problems.addAll(one.problems());
    }

    /** A source of which nothing at all could be used is no empty capture. */
    void requireSomething(String what) {
      long records = 0;
      for (Intake.Read one : read.values()) {
        records += one.spans() + one.events() + one.samples();
      }
      boolean damaged = read.values().stream().anyMatch(one -> !one.problems().isEmpty());
      if (records == 0 && damaged) {
        Problem first =
            read.values().stream()
                .flatMap(one -> one.problems().stream())
                .findFirst()
                .orElseThrow();
        throw new Failure(
            ExitCode.UNREADABLE,
            "no record could be read from "
                + what
                + ": "
                + first.message()
                + " ("
                + first.where()
                + ")"
                + "\nit was taken for "
                + String.join(", ", formats)
                + "; --format says otherwise");
      }
    }

    Books books() {
      String format = formats.size() == 1 ? formats.iterator().next() : "mixed";
      return new Books(format, duplicates, rejected, dropped, merged());
    }

    /** One problem a code: counts add up, the first place stands for all. */
    private List<Problem> merged() {
      Map<Problem.Code, Problem> byCode = new LinkedHashMap<>();
      for (Problem problem : problems) {
        byCode.merge(
            problem.code(),
            problem,
            (a, b) -> new Problem(a.code(), a.count() + b.count(), a.where(), a.message()));
      }
      return List.copyOf(byCode.values());
    }

    private static void count(Map<String, Long> causes, String cause, long number) {
      if (number > 0) {
        causes.merge(cause, number, Long::sum);
      }
    }

    /** Two folders are the same where each file has a twin of its name. */
    private static boolean isSame(Source source, Source other) {
      return switch (source) {
        case Source.Single file ->
            other instanceof Source.Single twin && isSame(file.path(), twin.path());
        case Source.Folder folder ->
            other instanceof Source.Folder twin && isSame(folder.files(), twin.files());
      };
    }

    private static boolean isSame(List<Path> files, List<Path> others) {
      if (files.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        Path other = others.get(i);
        if (!file.getFileName().equals(other.getFileName()) || !isSame(file, other)) {
          return false;
        }
      }
      return true;
    }

    private static boolean isSame(Path file, Path other) {
      try {
        return !file.equals(Intake.STANDARD_INPUT)
            && !other.equals(Intake.STANDARD_INPUT)
            && Files.size(file) == Files.size(other)
            && Files.mismatch(file, other) == -1;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
