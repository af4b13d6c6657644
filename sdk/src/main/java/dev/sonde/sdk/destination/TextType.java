package dev.sonde.sdk.destination;

import java.nio.file.Path;
import java.util.Map;

/**
 * {@code text}: readable lines in a file, added to what is there.
 *
 * <ul>
 *   <li>{@code file}: its folder is made where it is not there
 *   <li>{@code max_bytes} (256 MiB): a file that is longer is renamed to {@code FILE.1}, which replaces
 *       an earlier one, and a new one begins
 * </ul>
 */
final class TextType implements DestinationType {

  @Override
  public String type() {
    return "text";
  }

  @Override
  public String mainSetting() {
    return "file";
  }

  @Override
  public Destination open(Map<String, String> said) {
    Settings settings = new Settings(type(), said);
    Path file = Path.of(settings.text("file")).toAbsolutePath();
    long maxBytes = settings.bytes("max_bytes", 256L << 20);
    settings.end();
    if (maxBytes < 1) {
      throw new IllegalArgumentException("max_bytes of a text is at least 1, not " + maxBytes);
    }
    return new TextFile(file, maxBytes);
  }
}
