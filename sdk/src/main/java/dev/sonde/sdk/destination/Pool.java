package dev.sonde.sdk.destination;

import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One process's files in a pool: Sonde's own streams (docs/formats/sonde-stream.md), each line whole in
 * itself, so that a file can be read while it is written, after a kill, and in any part. What {@link
 * #write} returned for is with the operating system and survives the process.
 *
 * <p>A line that could not be written whole is taken back. A file that somebody removed is replaced by
 * a new one.
 */
final class Pool implements Destination {

  /** Written at once; more only for a single line that is longer. */
  private static final int CHUNK = 1 << 20;

  private record Closed(Path file, long bytes, long records) {}

  private final Path folder;
  private final String name;
  private final long maxFileBytes;
  private final long maxPoolBytes;
  private final Lines lines = new Lines();
  private final Deque<Closed> closed = new ArrayDeque<>();
  private LossCounter losses = (cause, records) -> {};
  private long closedBytes;
  private int files;

  private @Nullable FileChannel out;
  private Path file = Path.of("");
  private long bytes;
  private long records;

  /** Of the batch that is being written. */
  private int kept;

  Pool(Path folder, long maxFileBytes, long maxPoolBytes) {
    this.folder = folder;
    this.maxFileBytes = maxFileBytes;
    this.maxPoolBytes = maxPoolBytes;
    this.name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }

  @Override
  public void counting(LossCounter counter) {
    losses = counter;
  }

  @Override
  public void write(List<WideEvent> batch) throws IOException {
    if (out != null && !Files.exists(file)) {
      // Somebody has cleared the pool; what is written to a file without a name is read by nobody.
      abandon();
    }
    lines.clear();
    kept = 0;
    try {
      lines(batch);
    } catch (IOException e) {
      throw new LostRecordsException("destination_failed", batch.size() - kept, e);
    }
  }

  private void lines(List<WideEvent> batch) throws IOException {
    int pending = 0;
    for (WideEvent record : batch) {
      int before = lines.size();
      lines.add(record);
      int length = lines.size() - before;
      if (pending > 0 && (before >= CHUNK || bytes + lines.size() > maxFileBytes)) {
        put(before, pending);
        lines.keepFrom(before);
        pending = 0;
      }
      if (bytes > 0 && bytes + length > maxFileBytes) {
        finish();
      }
      pending++;
    }
    put(lines.size(), pending);
  }

  /** Writes the first bytes of the buffer, which are so many records. */
  private void put(int length, int count) throws IOException {
    if (length == 0) {
      return;
    }
    FileChannel open = open();
    trim(length);
    ByteBuffer from = ByteBuffer.wrap(lines.bytes(), 0, length);
    try {
      while (from.hasRemaining()) {
        open.write(from);
      }
    } catch (IOException e) {
      takeBack(open);
      throw e;
    }
    bytes += length;
    records += count;
    kept += count;
  }

  private FileChannel open() throws IOException {
    FileChannel open = out;
    if (open == null) {
      Files.createDirectories(folder);
      file = folder.resolve("%s-%04d.jsonl".formatted(name, files + 1));
      open = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      out = open;
      files++;
      bytes = 0;
      records = 0;
    }
    return open;
  }

  /** On a full disk part of a line may be there; a file that cannot be cut is left as it is. */
  private void takeBack(FileChannel open) throws IOException {
    try {
      open.truncate(bytes);
      open.position(bytes);
    } catch (IOException e) {
      finish();
    }
  }

  /** Removes own closed files until so much more has room. */
  private void trim(long more) throws IOException {
    while (!closed.isEmpty() && closedBytes + bytes + more > maxPoolBytes) {
      Closed oldest = closed.removeFirst();
      closedBytes -= oldest.bytes();
      if (Files.deleteIfExists(oldest.file())) {
        losses.lost("pool_full", oldest.records());
      }
    }
  }

  private void finish() throws IOException {
    FileChannel open = out;
    out = null;
    if (open != null) {
      closed.addLast(new Closed(file, bytes, records));
      closedBytes += bytes;
      bytes = 0;
      open.close();
    }
  }

  private void abandon() throws IOException {
    FileChannel open = out;
    out = null;
    bytes = 0;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    finish();
  }

  @Override
  public boolean wantsOpenSpans() {
    return true;
  }
}
