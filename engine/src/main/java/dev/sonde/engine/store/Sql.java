package dev.sonde.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named piece of SQL, kept as a file beside the class that uses it. {@code :name} stands for a value
 * that is bound, {@code ${name}} for text that the owner splices in (a sort order, an expression); a
 * value that comes from outside is always bound.
 *
 * @param name as {@code --explain} shows it
 */
public record Sql(String name, String text) {

  /** A text constant, which is passed over, or a name to bind. */
  private static final Pattern BIND = Pattern.compile("'(?:[^']|'')*'|(?<![:\\w]):([a-z_]+)");

  /** Reads {@code <name>.sql} from the package of its owner. */
  public static Sql of(Class<?> owner, String name) {
    String file = name + ".sql";
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + file + " beside " + owner.getName());
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // Leading remarks would hide the first word from whoever puts something before the query.
      return new Sql(name, text.replaceFirst("^(\\s*--[^\n]*\n)+", "").strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Splices owner's text for {@code ${key}}. */
  public Sql with(String key, String sql) {
    return new Sql(name, text.replace("${" + key + "}", sql));
  }

  /**
   * The statement with its values in place.
   *
   * @throws IllegalArgumentException where the text names a value that is not given
   */
  public Statement bind(Map<String, ?> values) {
    List<Object> binds = new ArrayList<>();
    Matcher matcher = BIND.matcher(text);
    StringBuilder sql = new StringBuilder(text.length());
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
