package dev.sonde.model.redact;

/**
 * Takes secrets out of texts that name them: {@code password=x}, {@code "token": "x"}, {@code
 * Authorization: Bearer x}, {@code https://user:x@host}. One pass, and next to nothing for a text with
 * neither a colon nor an equals sign.
 */
final class SecretTexts {

  static final String REDACTED = "[redacted]";

  /** Longer words before a colon are no names of anything. */
  private static final int NAME_LIMIT = 80;

  /** Not the one that knows the attributes: made-up names would push those out. */
  private final SecretKeys names = new SecretKeys();

  /** The text itself where it holds no secret. */
  String clean(String text) {
    if (scheme(text, 0) > 0) {
      return text.substring(0, scheme(text, 0)) + REDACTED;
    }
    int mark = next(text, 0);
    if (mark < 0) {
      return text;
    }
    StringBuilder out = null;
    int done = 0;
    for (; mark >= 0; mark = next(text, mark + 1)) {
      int from = text.startsWith("://", mark) ? userinfo(text, mark + 3) : value(text, mark);
      if (from < done || from < 0) {
        continue;
      }
      int to = text.startsWith("://", mark) ? text.indexOf('@', from) : end(text, from);
      if (to > from) {
        out = out == null ? new StringBuilder(text.length() + 16) : out;
        out.append(text, done, from).append(REDACTED);
        done = to;
        mark = to - 1;
      }
    }
    return out == null ? text : out.append(text, done, text.length()).toString();
  }

  /** The next colon or equals sign; -1 where there is none. */
  private static int next(String text, int from) {
    int equals = text.indexOf('=', from);
    int colon = text.indexOf(':', from);
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }

  /** Where a password begins behind a user's name in front of a host; -1 where there is none. */
  private static int userinfo(String text, int from) {
    int colon = -1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@') {
        return colon < 0 ? -1 : colon + 1;
      } else if (c == ':' && colon < 0) {
        colon = i;
      } else if (c == '/' || c == '?' || c == '#' || c <= ' ' || c == '"') {
        return -1;
      }
    }
    return -1;
  }

  /** Where the value begins that the mark gives to a secret's name; -1 where it is no secret's. */
  private int value(String text, int mark) {
    int end = mark;
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    while (end > 0 && isQuote(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < NAME_LIMIT && isName(text.charAt(start - 1))) {
      start--;
    }
    if (end - start < 3) {
      return -1;
    }
    SecretKeys.Kind kind = names.of(text.substring(start, end));
    if (kind != SecretKeys.Kind.SECRET && kind != SecretKeys.Kind.TOKEN) {
      return -1;
    }
    int from = mark + 1;
    while (from < text.length() && (text.charAt(from) == ' ' || isQuote(text.charAt(from)))) {
      from++;
    }
    int scheme = scheme(text, from);
    from = scheme > 0 ? scheme : from;
    if (text.startsWith(REDACTED, from) || text.startsWith(REDACTED, from - 1)) {
      return -1;
    }
    return kind == SecretKeys.Kind.TOKEN && isNumber(text, from, end(text, from)) ? -1 : from;
  }

  /** A quote, or one that stands escaped within another text. */
  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '\\' || c == '[';
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }

  /** Behind {@code Bearer} or {@code Basic}, where one of them stands; 0 where none does. */
  private static int scheme(String text, int at) {
    if (text.regionMatches(true, at, "Bearer ", 0, 7)) {
      return at + 7;
    }
    return text.regionMatches(true, at, "Basic ", 0, 6) && isBase64(text, at + 6) ? at + 6 : 0;
  }

  /** "Basic" is a word, too; user and password behind it are at least eight signs without a gap. */
  private static boolean isBase64(String text, int from) {
    int end = from;
    while (end < text.length()
        && (isName(text.charAt(end)) || "+/=".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end - from >= 8
        && (end == text.length() || !Character.isLetter(text.charAt(end)))
        && (end == text.length() || text.charAt(end) != ' ');
  }

  /** A quoted value ends at its quote, any other at a gap or where the next begins. */
  private static int end(String text, int from) {
    char before = from == 0 ? ' ' : text.charAt(from - 1);
    boolean quoted = before == '"' || before == '\'';
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted ? c == before || c == '\\' : c <= ' ' || ",;&\"'}])\\".indexOf(c) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static boolean isNumber(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    return true;
  }
}
