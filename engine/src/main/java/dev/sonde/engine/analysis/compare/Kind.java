package dev.sonde.engine.analysis.compare;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is the same work in two runs: tasks by their prefix; spans of runs without tasks by service, name
 * and kind.
 *
 * @param prefix null for spans, and for tasks of whose keys no prefix can be made
 * @param service null for tasks, and where a span has none
 * @param name null for tasks
 * @param kind null for tasks, and where a span has none
 */
public record Kind(
    @Nullable String prefix, @Nullable String service, @Nullable String name, @Nullable String kind)
    implements Comparable<Kind> {

  private static final Comparator<@Nullable String> TEXT =
      Comparator.nullsLast(Comparator.<String>naturalOrder());

  private static final Comparator<Kind> ORDER =
      Comparator.comparing(Kind::prefix, TEXT)
          .thenComparing(Kind::name, TEXT)
          .thenComparing(Kind::service, TEXT)
          .thenComparing(Kind::kind, TEXT);

  public static Kind tasks(@Nullable String prefix) {
    return new Kind(prefix, null, null, null);
  }

  public static Kind spans(@Nullable String service, String name, @Nullable String kind) {
    return new Kind(null, service, name, kind);
  }

  public boolean isTasks() {
    return name == null;
  }

  /** For people: the prefix, or the span's name with its service. */
  public String label() {
    if (name == null) {
      return prefix == null ? "-" : prefix;
    }
    return service == null ? name : service + " " + name;
  }

  @Override
  public int compareTo(Kind other) {
    return ORDER.compare(this, other);
  }
}
