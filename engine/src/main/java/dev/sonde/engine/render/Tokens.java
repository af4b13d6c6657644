package dev.sonde.engine.render;

/**
 * An estimate, from above, of how many tokens a language model makes of a line. Checked against the
 * o200k vocabulary in the tests; a vocabulary of its own would weigh 4 MB and 100 ms of start-up.
 */
final class Tokens {

  private Tokens() {}

  static int of(String line) {
    int tokens = 1;
    int i = 0;
    int length = line.length();
    while (i < length) {
      char c = line.charAt(i);
      int start = i;
      if (isLetter(c)) {
        i = end(line, i, Tokens::isLetter);
        // English words are one or two tokens; hashes and keys take one for every two or three
        // letters.
        tokens += (i - start + 3) / 4 + 1;
      } else if (isDigit(c)) {
        i = end(line, i, Tokens::isDigit);
        tokens += (i - start + 2) / 3;
      } else if (c == ' ') {
        i = end(line, i, x -> x == ' ');
        tokens += i - start > 1 ? 1 : 0;
      } else {
        i++;
        tokens += c < 0x80 ? 1 : 2;
      }
    }
    return tokens;
  }

  private interface CharTest {
    boolean test(char c);
  }

  private static int end(String line, int from, CharTest test) {
    int i = from;
    while (i < line.length() && test.test(line.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
