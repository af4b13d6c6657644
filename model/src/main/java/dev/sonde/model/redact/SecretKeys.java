package dev.sonde.model.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells by its name whether a key holds a secret. Words count whole: {@code input_tokens} has none. */
final class SecretKeys {

  /** What a key's value is. */
  enum Kind {
    PLAIN,
    /** What user code took or gave; kept within limits. */
    PAYLOAD,
    /** A secret unless it is a number: tokens are counted, too. */
    TOKEN,
    SECRET
  }

  private static final Set<String> WORDS =
      Set.of(
          "password",
          "passwords",
          "passwd",
          "passphrase",
          "pwd",
          "secret",
          "secrets",
          "authorization",
          "cookie",
          "cookies",
          "credential",
          "credentials",
          "apikey",
          "apitoken",
          "accesskey",
          "privatekey");

  /** Before {@code key} they make a secret of it. */
  private static final Set<String> BEFORE_KEY = Set.of("api", "access", "private", "secret");

  /** As the last word they say that the value is about a secret, and none itself. */
  private static final Set<String> ABOUT =
      Set.of("name", "names", "type", "kind", "count", "length", "usage", "limit", "version");

  /** How keys of gen_ai end that hold what was said to a model or a tool, or by it. */
  private static final List<String> PAYLOADS =
      List.of(".messages", ".arguments", ".result", ".system_instructions");

  private static final int SIZE = 4096;

  private final String[] table = new String[SIZE];
  private final Kind[] kinds = new Kind[SIZE];

  SecretKeys() {
    Arrays.fill(table, "");
    Arrays.fill(kinds, Kind.PLAIN);
  }

  /** As {@link #classify}; keys come again and again, so the answers are kept. */
  Kind of(String key) {
    int slot = (key.hashCode() * 0x9E3779B9) >>> 20;
    if (!table[slot].equals(key)) {
      table[slot] = key;
      kinds[slot] = classify(key);
    }
    return kinds[slot];
  }

  static Kind classify(String key) {
    List<String> words = words(key);
    int last = words.size() - 1;
    if (last >= 0 && !ABOUT.contains(words.get(last))) {
      for (int i = 0; i <= last; i++) {
        String word = words.get(i);
        boolean pair = word.equals("key") && i > 0 && BEFORE_KEY.contains(words.get(i - 1));
        if (WORDS.contains(word) || pair) {
          return Kind.SECRET;
        }
        if (word.equals("token")) {
          return Kind.TOKEN;
        }
      }
    }
    return isPayload(key) ? Kind.PAYLOAD : Kind.PLAIN;
  }

  private static boolean isPayload(String key) {
    if (key.endsWith(".size_bytes")) {
      return false;
    }
    if (key.startsWith("gen_ai.")) {
      return PAYLOADS.stream().anyMatch(key::endsWith);
    }
    return key.startsWith("task.input.") || key.equals("task.output");
  }

  /** Runs of letters and digits in small letters; a capital after a small letter begins a new one. */
  private static List<String> words(String key) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= key.length(); i++) {
      boolean ends = i == key.length() || !Character.isLetterOrDigit(key.charAt(i));
      boolean turns =
          !ends
              && i > start
              && Character.isUpperCase(key.charAt(i))
              && Character.isLowerCase(key.charAt(i - 1));
      if ((ends || turns) && i > start) {
        words.add(key.substring(start, i).toLowerCase(Locale.ROOT));
      }
      if (ends || turns) {
        start = ends ? i + 1 : i;
      }
    }
    return words;
  }
}
