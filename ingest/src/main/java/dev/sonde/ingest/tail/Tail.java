package dev.sonde.ingest.tail;

import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the growing files of JSON lines in folders. Only whole lines are read; a file that is renamed
 * goes on under its new name, one that is cut off or written anew is read from its beginning, and of one
 * that is removed the rest is read while it is held open. Each look is one call of {@link #poll}, by one
 * thread.
 */
public final class Tail implements AutoCloseable {

  /** Run directories lie one level below the folder that is watched, their files one more. */
  private static final int DEPTH = 3;

  private final List<Path> folders;
  private final List<Importer> importers;
  private final Positions positions;
  private final Map<String, Followed> followed = new HashMap<>();

  /** Files that cannot be recognised, with the size at which that was so. */
  private final Map<Path, Long> unknown = new HashMap<>();

  private final Problems problems = new Problems();

  /**
   * @param positions where it is kept how far each file was taken; made where it is not there
   * @throws IOException where that file cannot be read
   */
  public Tail(List<Path> folders, List<Importer> importers, Path positions) throws IOException {
    this.folders = List.copyOf(folders);
    this.importers = List.copyOf(importers);
    this.positions = new Positions(positions);
  }

  /**
   * Hands over what came since the last look; whether there was anything.
   *
   * @throws IOException where it cannot be kept how far files were taken
   */
  public boolean poll(Chunk.Taker taker) throws IOException {
    boolean any = false;
    Set<String> seen = new HashSet<>();
    for (Path file : files()) {
      Followed follow = follow(file);
      if (follow != null && seen.add(follow.key())) {
        any |= follow.advance(positions, taker, problems, false);
      }
    }
    for (Followed gone : new ArrayList<>(followed.values())) {
      if (!seen.contains(gone.key())) {
        any |= gone.advance(positions, taker, problems, true);
        if (gone.isDone()) {
          gone.close();
          followed.remove(gone.key());
          positions.forget(gone.key());
        }
      }
    }
    return any;
  }

  /** What was wrong with files so far, beside what their chunks say. */
  public List<Problem> problems() {
    return problems.list();
  }

  /** How many files are followed now. */
  public int followed() {
    return followed.size();
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> walk = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
        walk.filter(Files::isRegularFile)
            .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
            .sorted()
            .forEach(files::add);
      } catch (NoSuchFileException | java.io.UncheckedIOException e) {
        problems.note(
            Problem.Code.UNSUPPORTED, folder.toString(), "cannot be listed: " + e.getMessage());
      }
    }
    return files;
  }

  private @Nullable Followed follow(Path file) throws IOException {
    String key;
    long size;
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      key = String.valueOf(attributes.fileKey() == null ? file.toRealPath() : attributes.fileKey());
      size = attributes.size();
    } catch (NoSuchFileException e) {
      // Gone since the folder was listed.
      return null;
    }
    Followed known = followed.get(key);
    if (known != null) {
      known.foundAt(file);
      return known;
    }
    if (size == 0 || Long.valueOf(size).equals(unknown.get(file))) {
      return null;
    }
    return begin(file, key, size);
  }

  private @Nullable Followed begin(Path file, String key, long size) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      Importer importer = recognised(channel, size);
      if (importer == null) {
        if (size > Head.SIZE && !unknown.containsKey(file)) {
          problems.note(
              Problem.Code.UNSUPPORTED,
              file.toString(),
              "not followed: no JSON lines of telemetry");
        }
        unknown.put(file, size);
        channel.close();
        return null;
      }
      unknown.remove(file);
      Position position = positions.of(key);
      Followed begun =
          new Followed(file, channel, importer, position == null ? Position.begin(key) : position);
      followed.put(key, begun);
      return begun;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whose lines these are, by the first of them; null where it is not whole yet, or nobody's. */
  private @Nullable Importer recognised(FileChannel channel, long size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(Head.SIZE, size));
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // A channel may give less than there is.
    }
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    boolean isLine = first.stripLeading().startsWith("{");
    boolean isWhole = end >= 0 && first.stripTrailing().endsWith("}");
    // A first line that is longer than the head is believed to be one.
    if (!isLine || !(isWhole || (end < 0 && bytes.length == Head.SIZE))) {
      return null;
    }
    Head head = new Head(bytes, false);
    return importers.stream()
        .filter(importer -> importer.sniff(head) == Importer.Match.YES)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    followed.values().forEach(Followed::close);
    followed.clear();
  }
}
