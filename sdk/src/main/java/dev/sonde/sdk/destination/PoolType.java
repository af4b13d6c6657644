package dev.sonde.sdk.destination;

import java.nio.file.Path;
import java.util.Map;

/**
 * {@code pool}: JSON lines in a folder.
 *
 * <ul>
 *   <li>{@code dir}: the folder; made where it is not there
 *   <li>{@code max_file_bytes} (64 MiB, or a quarter of the pool where that is less): then a new file
 *       begins
 *   <li>{@code max_pool_bytes} (1 GiB): what this process leaves at most; its own oldest files go
 * </ul>
 */
final class PoolType implements DestinationType {

  private static final long FILE = 64L << 20;
  private static final long POOL = 1L << 30;

  @Override
  public String type() {
    return "pool";
  }

  @Override
  public String mainSetting() {
    return "dir";
  }

  @Override
  public Destination open(Map<String, String> said) {
    Settings settings = new Settings(type(), said);
    Path dir = Path.of(settings.text("dir"));
    long pool = settings.bytes("max_pool_bytes", POOL);
    long file = settings.bytes("max_file_bytes", Math.max(1, Math.min(FILE, pool / 4)));
    settings.end();
    if (file < 1 || file > pool) {
      throw new IllegalArgumentException(
          "max_file_bytes of a pool is "
              + file
              + "; it has to be at least 1 and at most max_pool_bytes, "
              + pool);
    }
    return new Pool(dir, file, pool);
  }
}
