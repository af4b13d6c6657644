package dev.sonde.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named piece of SQL, kept as a file beside the class that uses it. {@code :name} stands for a value
 * that is bound, {@code ${name}} for text that the owner splices in (a sort order, an expression); a
 * value that comes from outside is always bound.
 */
public final class Sql {

  /** A text constant, which is passed over, or a name to bind. A doubled quote reads as two constants. */
  private static final Pattern BIND = Pattern.compile("'[^']*+'|(?<![:\\w]):([a-z_]+)");

  private static final Pattern SPLICE = Pattern.compile("\\$\\{([a-z_.]+)}");

  private final String name;
  private final String text;
  private final Map<String, String> spliced;

  private Sql(String name, String text, Map<String, String> spliced) {
    this.name = name;
    this.text = text;
    this.spliced = Map.copyOf(spliced);
  }

  /** Reads {@code <name>.sql} from the package of its owner. */
  public static Sql of(Class<?> owner, String name) {
    String file = name + ".sql";
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + file + " beside " + owner.getName());
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // Leading remarks would hide the first word from whoever puts something before the query.
      return new Sql(name, text.replaceFirst("^(\\s*--[^\n]*\n)+", "").strip(), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** As {@code --explain} shows it. */
  public String name() {
    return name;
  }

  /** This SQL with text of its owner's for {@code ${key}}. */
  public Sql with(String key, String sql) {
    Map<String, String> more = new HashMap<>(spliced);
    more.put(key, sql);
    return new Sql(name, text, more);
  }

  /**
   * The text with all that was spliced into it. That is done in one pass: keys and names from data
   * that stand in what was spliced may look like {@code ${name}} themselves.
   */
  public String text() {
    return SPLICE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(spliced.getOrDefault(found.group(1), found.group())));
  }

  /**
   * The statement with its values in place.
   *
   * @throws IllegalArgumentException where the text names a value that is not given
   */
  public Statement bind(Map<String, ?> values) {
    List<Object> binds = new ArrayList<>();
    String whole = text();
    Matcher matcher = BIND.matcher(whole);
    StringBuilder sql = new StringBuilder(whole.length());
    while (matcher.find()) {
      if (matcher.group(1) == null) {
        matcher.appendReplacement(sql, Matcher.quoteReplacement(matcher.group()));
        continue;
      }
      Object value = values.get(matcher.group(1));
      if (value == null) {
        throw new IllegalArgumentException(name + ".sql needs a value for :" + matcher.group(1));
      }
      binds.add(value);
      matcher.appendReplacement(sql, "?");
    }
    return new Statement(matcher.appendTail(sql).toString(), binds);
  }
}
