package dev.sonde.demo.cluster;

import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.task.Spill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results that a worker holds: in memory up to a limit, beyond that those that were not used for the
 * longest time on disk. For any thread.
 */
final class DataStore {

  /** What went to disk and came back since it was asked for last. */
  record Traffic(long spills, long spilledBytes, long unspills, long unspilledBytes) {}

  private final Sonde sonde;
  private final Path folder;
  private final long limit;
  private final Map<String, byte[]> memory = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<String, Path> disk = new HashMap<>();
  private long held;
  private long onDisk;
  private long files;
  private long spills;
  private long spilledBytes;
  private long unspills;
  private long unspilledBytes;

  /**
   * @param limit in bytes; one result always stays in memory
   */
  DataStore(Sonde sonde, Path folder, long limit) {
    this.sonde = sonde;
    this.folder = folder;
    this.limit = limit;
  }

  synchronized void put(String key, byte[] data) throws IOException {
    remove(key);
    memory.put(key, data);
    held += data.length;
    spill();
  }

  /**
   * @param task that needs it
   * @return null where it is not held
   */
  synchronized byte @Nullable [] get(String key, String task) throws IOException {
    byte[] data = memory.get(key);
    Path file = disk.get(key);
    if (data != null || file == null) {
      return data;
    }
    try (Spill spill = sonde.spill(key).task(task).read()) {
      data = Files.readAllBytes(file);
      spill.bytes(data.length);
    }
    disk.remove(key);
    onDisk -= data.length;
    Files.delete(file);
    unspills++;
    unspilledBytes += data.length;
    memory.put(key, data);
    held += data.length;
    spill();
    return data;
  }

  synchronized void remove(String key) throws IOException {
    byte[] data = memory.remove(key);
    if (data != null) {
      held -= data.length;
    }
    Path file = disk.remove(key);
    if (file != null) {
      onDisk -= Files.size(file);
      Files.delete(file);
    }
  }

  synchronized void clear() throws IOException {
    memory.clear();
    held = 0;
    for (Path file : disk.values()) {
      Files.delete(file);
    }
    disk.clear();
    onDisk = 0;
  }

  synchronized long bytesInMemory() {
    return held;
  }

  synchronized long bytesOnDisk() {
    return onDisk;
  }

  long limit() {
    return limit;
  }

  synchronized Traffic traffic() {
    Traffic traffic = new Traffic(spills, spilledBytes, unspills, unspilledBytes);
    spills = 0;
    spilledBytes = 0;
    unspills = 0;
    unspilledBytes = 0;
    return traffic;
  }

  private void spill() throws IOException {
    Iterator<Map.Entry<String, byte[]>> oldest = memory.entrySet().iterator();
    while (held > limit && memory.size() > 1) {
      Map.Entry<String, byte[]> next = oldest.next();
      byte[] data = next.getValue();
      Path file = folder.resolve("data-" + files++);
      try (Spill spill = sonde.spill(next.getKey()).write()) {
        spill.bytes(data.length);
        Files.write(file, data);
      }
      disk.put(next.getKey(), file);
      onDisk += data.length;
      held -= data.length;
      spills++;
      spilledBytes += data.length;
      oldest.remove();
    }
  }
}
