package dev.sonde.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import dev.sonde.model.Value;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Texts that occur again and again (workers, names, keys of tasks), made once. A full place is
 * overwritten, so it never holds more than its size. Not safe for several threads.
 */
public final class Texts {

  private static final int LONGEST = 256;

  private final Value.@Nullable Text[] kept;

  /**
   * @param size how many are remembered, a power of two
   */
  public Texts(int size) {
    kept = new Value.Text[size];
  }

  /** The text of the parser's current string. */
  public Value.Text read(JsonParser parser) throws IOException {
    int length = parser.getTextLength();
    if (length > LONGEST) {
      return new Value.Text(parser.getText());
    }
    char[] chars = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + chars[i];
    }
    int place = (hash ^ (hash >>> 15)) & (kept.length - 1);
    Value.Text there = kept[place];
    if (there != null && same(there.value(), hash, chars, offset, length)) {
      return there;
    }
    Value.Text text = new Value.Text(new String(chars, offset, length));
    kept[place] = text;
    return text;
  }

  /** Strings keep their hash, which is made as here: most that differ are told apart at once. */
  private static boolean same(String text, int hash, char[] chars, int offset, int length) {
    if (text.length() != length || text.hashCode() != hash) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
