package dev.sonde.demo.sweep;

import dev.sonde.demo.cluster.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Results by function, its version and its arguments, in a folder that all workers share. */
final class DiskCache {

  private final Path folder;

  DiskCache(Path folder) {
    this.folder = folder;
  }

  /** What a result is found by. */
  static String key(String function, Map<String, String> arguments) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String said = function + new TreeMap<>(arguments);
      byte[] hash = digest.digest(said.getBytes(StandardCharsets.UTF_8));
      return function + "-" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  double @Nullable [] get(String key) throws IOException {
    Path file = folder.resolve(key);
    return Files.exists(file) ? Codec.numbers(Files.readAllBytes(file)) : null;
  }

  /** Appears whole, as others may look for it at the same time. */
  void put(String key, double[] result) throws IOException {
    Path fresh = Files.createTempFile(folder, "new-", "");
    Files.write(fresh, Codec.bytes(result));
    Files.move(
        fresh,
        folder.resolve(key),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
