package dev.sonde.sdk.destination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code pool}: JSON lines in the folder {@code dir}, one file a process and opening. */
final class PoolType implements DestinationType {

  @Override
  public String type() {
    return "pool";
  }

  @Override
  public Destination open(Map<String, String> settings) throws IOException {
    String dir = settings.get("dir");
    if (dir == null) {
      throw new IllegalArgumentException("a pool needs the setting dir, its folder");
    }
    return new Pool(Path.of(dir));
  }
}
