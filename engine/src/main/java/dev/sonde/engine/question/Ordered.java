package dev.sonde.engine.question;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code --sort}, {@code --offset} and {@code --limit} as SQL, for lists that are too long to be cut in
 * Java. Only columns that are named here can be sorted by, so no text of the user's
 * comes into the SQL.
 */
public final class Ordered {

  private final Map<String, String> columns = new LinkedHashMap<>();
  private final String usual;
  private final String ties;

  /**
   * @param usual the order where none is asked for
   * @param ties what decides between equals, so that the answer is the same each time
   */
  public Ordered(String usual, String ties) {
    this.usual = usual;
    this.ties = ties;
  }

  /** One more column to sort by, under the JSON's name. */
  public Ordered by(String name, String sql) {
    columns.put(name, sql);
    return this;
  }

  /**
   * ORDER BY, LIMIT and OFFSET. What is unknown comes last in both directions.
   *
   * @param most rows where no limit is asked for; null is all
   */
  public String sql(Scope scope, @Nullable Integer most) {
    StringBuilder sql = new StringBuilder("ORDER BY ").append(order(scope));
    Integer limit = scope.limit() == null ? most : scope.limit();
    if (limit != null) {
      sql.append(" LIMIT ").append(limit);
    }
    if (scope.offset() > 0) {
      sql.append(" OFFSET ").append(scope.offset());
    }
    return sql.toString();
  }

  private String order(Scope scope) {
    Scope.Sort sort = scope.sort();
    if (sort == null) {
      return usual + ", " + ties;
    }
    String column = columns.get(sort.key());
    if (column == null) {
      throw new UsageException(
          "--sort "
              + sort.key()
              + ": no such column to sort by; there are "
              + String.join(", ", columns.keySet()));
    }
    return column + (sort.descending() ? " DESC" : " ASC") + " NULLS LAST, " + ties;
  }
}
