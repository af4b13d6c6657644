package dev.sonde.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Command lines without the secrets that are commonly written into them. */
final class Redaction {

  static final String HIDDEN = "[redacted]";

  /** What an option or a variable is called that carries a secret. */
  private static final String SECRET =
      "(?:[a-z0-9]+[-_.])*(?:password|passwd|passphrase|pwd|secret|token|apikey|api[-_]key"
          + "|access[-_]key|secret[-_]key|private[-_]key|credentials?|auth|bearer)(?:[-_.][a-z0-9]+)*";

  private static final Pattern OPTION = Pattern.compile("--?" + SECRET, Pattern.CASE_INSENSITIVE);
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "((?:--?)?" + SECRET + "[=:])(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern IN_URL = Pattern.compile("(://[^/@:\\s]*:)[^/@\\s]+@");
  private static final Pattern HEADER =
      Pattern.compile(
          "((?:proxy-)?authorization\\s*:\\s*|\\bbearer\\s+|cookie\\s*:\\s*)\\S.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private Redaction() {}

  /** The words with the values of what sounds like a secret replaced. */
  static List<String> commandLine(List<String> words) {
    List<String> clean = new ArrayList<>(words.size());
    boolean hide = false;
    for (String word : words) {
      boolean option = OPTION.matcher(word).matches();
      // An option without a value is followed by the next one: that is no secret.
      clean.add(hide && !word.startsWith("-") ? HIDDEN : word(word));
      hide = option;
    }
    return clean;
  }

  private static String word(String word) {
    Matcher assigned = ASSIGNED.matcher(word);
    if (assigned.matches()) {
      return assigned.group(1) + HIDDEN;
    }
    String clean = IN_URL.matcher(word).replaceAll("$1" + HIDDEN + "@");
    return HEADER.matcher(clean).replaceAll("$1" + HIDDEN);
  }
}
