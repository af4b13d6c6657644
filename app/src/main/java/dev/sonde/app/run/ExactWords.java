package dev.sonde.app.run;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words of a command line as the bytes that they are. Java reads its own arguments, and writes those of
 * a child, in the encoding of the locale; what cannot be said in it is lost on the way. Such words are
 * spelled out to a shell, which becomes the command.
 */
public final class ExactWords {

  private ExactWords() {}

  /**
   * These words as bytes, where they are the last of this process's own command line.
   *
   * @return null where they are not, or cannot be had
   */
  public static @Nullable List<byte[]> ofThisProcess(List<String> words) {
    try {
      List<byte[]> exact = last(Files.readAllBytes(Path.of("/proc/self/cmdline")), words.size());
      return exact != null && areSame(words, exact) ? exact : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether they can be the same words: what is plain in one of them is in the other. */
  private static boolean areSame(List<String> words, List<byte[]> exact) {
    for (int i = 0; i < words.size(); i++) {
      if (!plain(words.get(i)).equals(plain(new String(exact.get(i), StandardCharsets.UTF_8)))) {
        return false;
      }
    }
    return true;
  }

  private static String plain(String word) {
    return word.replaceAll("[^\\x20-\\x7e]", "");
  }

  static @Nullable List<byte[]> last(byte[] line, int count) {
    List<byte[]> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < line.length; i++) {
      if (line[i] == 0) {
        words.add(Arrays.copyOfRange(line, from, i));
        from = i + 1;
      }
    }
    return words.size() < count ? null : words.subList(words.size() - count, words.size());
  }

  /**
   * What to start so that these words arrive.
   *
   * @param words as Java read them
   * @param exact as they were, null where that is not known
   * @param encoding that Java writes a child's words in
   */
  static List<String> startable(
      List<String> words, @Nullable List<byte[]> exact, Charset encoding) {
    if (exact == null || exact.size() != words.size()) {
      return words;
    }
    boolean arrives = true;
    for (int i = 0; i < words.size(); i++) {
      arrives &= Arrays.equals(words.get(i).getBytes(encoding), exact.get(i));
    }
    if (arrives) {
      return words;
    }
    StringBuilder script = new StringBuilder();
    for (byte[] word : exact) {
      // The x keeps newlines at the end, which a substitution would take away.
      script.append("_sonde=$(printf '");
      for (byte b : word) {
        script.append('\\').append(Integer.toOctalString((b & 0xff) | 01000).substring(1));
      }
      script.append("x') _sonde=${_sonde%x}\nset -- \"$@\" \"$_sonde\"\n");
    }
    script.append("unset _sonde\nexec \"$@\"\n");
    return List.of("/bin/sh", "-c", script.toString(), "sh");
  }

  /** For the record: what the words say. */
  static List<String> readable(List<String> words, @Nullable List<byte[]> exact) {
    return exact == null || exact.size() != words.size()
        ? words
        : exact.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
  }
}
