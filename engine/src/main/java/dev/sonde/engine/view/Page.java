package dev.sonde.engine.view;

import dev.sonde.engine.question.Scope;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a list of rows by the common options {@code --sort}, {@code --offset} and {@code --limit}. */
public final class Page {

  private Page() {}

  /**
   * The rows to show, of all that there are.
   *
   * @param rows in the view's own order, which {@code --sort} replaces
   */
  public static <T extends Record> List<T> of(List<T> rows, Scope scope) {
    List<T> sorted = scope.sort() == null ? rows : sorted(rows, scope.sort());
    int from = Math.min(scope.offset(), sorted.size());
    int to = (int) Math.min((long) from + scope.limitOr(Scope.DEFAULT_LIMIT), sorted.size());
    return List.copyOf(sorted.subList(from, to));
  }

  private static <T extends Record> List<T> sorted(List<T> rows, Scope.Sort sort) {
    if (rows.isEmpty()) {
      return rows;
    }
    List<String> known = Fields.names(rows.getFirst().getClass());
    int field = known.indexOf(sort.key());
    if (field < 0) {
      throw new UsageException(
          "--sort " + sort.key() + ": no such column; there are " + String.join(", ", known));
    }
    List<T> sorted = new ArrayList<>(rows);
    Comparator<T> order =
        Comparator.comparing(row -> comparable(Fields.value(row, field)), Page::compare);
    sorted.sort(sort.descending() ? descending(order, field) : order);
    return sorted;
  }

  /** Nulls stay last in both directions: what is unknown is never the most of anything. */
  private static <T extends Record> Comparator<T> descending(Comparator<T> order, int field) {
    return (a, b) -> {
      boolean noA = comparable(Fields.value(a, field)) == null;
      boolean noB = comparable(Fields.value(b, field)) == null;
      return noA || noB ? Boolean.compare(noA, noB) : order.compare(b, a);
    };
  }

  private static @Nullable Object comparable(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      // Moments in nanoseconds have more digits than a double.
      case Long number -> number;
      case Number number -> number.doubleValue();
      case Boolean truth -> truth ? 1L : 0L;
      case List<?> list -> (long) list.size();
      default -> value.toString();
    };
  }

  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    if (a instanceof Long x && b instanceof Long y) {
      return x.compareTo(y);
    }
    return a instanceof Number x && b instanceof Number y
        ? Double.compare(x.doubleValue(), y.doubleValue())
        : a.toString().compareTo(b.toString());
  }
}
