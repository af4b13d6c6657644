package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the records behind a few works or spans are called, found again by their handles. */
public final class Labels {

  private static final Sql NAMED = Sql.of(Labels.class, "run_named");

  /** In one question to the store. */
  private static final int AT_ONCE = 5_000;

  /**
   * What a record is called.
   *
   * @param span its id, null where it has none
   * @param prefix of the task that it is about, or of what moved; null where it has none
   */
  public record Label(
      @Nullable String name,
      @Nullable String span,
      @Nullable String trace,
      @Nullable String prefix) {}

  public static final Label NONE = new Label(null, null, null, null);

  private Labels() {}

  /** By handle; those that are not spans are left out. */
  public static Map<Long, Label> of(Ask ask, Collection<Long> handles) {
    Map<Long, Label> labels = new HashMap<>();
    List<Long> all = new ArrayList<>(handles);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      String some =
          all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      ask.stream(
          NAMED.with("handles", some),
          Map.of(),
          row -> {
            labels.put(
                row.whole(0),
                new Label(
                    row.textOrNull("name"),
                    row.textOrNull("span_id"),
                    row.textOrNull("trace_id"),
                    row.textOrNull("prefix")));
            return true;
          });
    }
    return labels;
  }
}
