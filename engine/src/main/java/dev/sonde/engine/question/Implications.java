package dev.sonde.engine.question;

import dev.sonde.engine.store.Scratch;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Works out which value goes with which: over all records, whatever the question narrows. */
final class Implications {

  private static final int EXAMPLES = 3;

  private final Store store;
  private final Widening.Implication implication;
  private final String table;
  private final @Nullable String kept;
  private final dev.sonde.engine.report.Widened report;

  /**
   * One group of records with the same values.
   *
   * @param first the smallest value that goes with it, null where none does
   * @param without how many of them have no value of their own
   */
  private record Group(
      String from, @Nullable String first, @Nullable String last, long with, long without) {}

  /**
   * @param before what is widened already
   * @param steps how many steps that is
   * @throws UsageException where two values go with one
   */
  Implications(Store store, Widened before, Widening.Implication implication, int steps) {
    this.store = store;
    this.implication = implication;
    List<String> keys = new ArrayList<>(implication.from());
    keys.add(implication.to());
    String grouped = before.whole(grouped(before, before.layers().records(keys, steps, 0)));
    Scratch scratch = store.scratch();
    this.kept = scratch == null ? null : scratch.keep(new Statement(grouped));
    this.table = grouped;
    String groups = kept == null ? "(" + grouped + ") AS groups" : kept;
    refuseConflict(groups);
    this.report = report(totals(groups), missing(groups));
  }

  private String grouped(Widened before, String records) {
    int keys = implication.from().size();
    var types = before.layers().types();
    String same =
        IntStream.range(0, keys)
            .mapToObj(i -> types.same(implication.from().get(i), "key_" + i) + " AS imply_a" + i)
            .collect(Collectors.joining(", "));
    String groups =
        IntStream.range(0, keys).mapToObj(i -> "imply_a" + i).collect(Collectors.joining(", "));
    String there =
        IntStream.range(0, keys)
            .mapToObj(i -> "imply_a" + i + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    return "SELECT %s, min(b) AS imply_b, max(b) AS last_b, count(b) AS with_b, count(*) - count(b) AS without_b, min(same_b) AS first_same, max(same_b) AS last_same FROM (SELECT %s, key_%d AS b, %s AS same_b FROM (%s) AS records) AS reached WHERE %s GROUP BY %s"
        .formatted(
            groups,
            same,
            keys,
            types.same(implication.to(), "key_" + keys),
            records,
            there,
            groups);
  }

  private void refuseConflict(String groups) {
    String sql = "SELECT * FROM " + groups + " WHERE first_same <> last_same ORDER BY ALL LIMIT 1";
    List<Group> conflicts = store.queries().list(new Statement(sql), this::group);
    if (conflicts.isEmpty()) {
      return;
    }
    Group one = conflicts.getFirst();
    throw new UsageException(
        "--imply %s: %s is both '%s' and '%s' where %s is %s\nadd a key that tells these records apart: --imply '%s,KEY=>%s'"
            .formatted(
                implication,
                implication.to(),
                one.first(),
                one.last(),
                String.join(",", implication.from()),
                one.from(),
                String.join(",", implication.from()),
                implication.to()));
  }

  private Group group(dev.sonde.engine.store.Row row) {
    String from =
        IntStream.range(0, implication.from().size())
            .mapToObj(i -> "'" + row.text("imply_a" + i) + "'")
            .collect(Collectors.joining(", "));
    return new Group(
        from,
        row.textOrNull("imply_b"),
        row.textOrNull("last_b"),
        row.integer("with_b"),
        row.integer("without_b"));
  }

  private static String totals(String groups) {
    return "SELECT coalesce(sum(without_b) FILTER (imply_b IS NOT NULL), 0)::BIGINT AS matched,"
        + " coalesce(sum(without_b) FILTER (imply_b IS NULL), 0)::BIGINT AS missed FROM "
        + groups;
  }

  private String missing(String groups) {
    return "SELECT * FROM "
        + groups
        + " WHERE imply_b IS NULL ORDER BY without_b DESC, "
        + IntStream.range(0, implication.from().size())
            .mapToObj(i -> "imply_a" + i)
            .collect(Collectors.joining(", "))
        + " LIMIT "
        + EXAMPLES;
  }

  private dev.sonde.engine.report.Widened report(String totals, String missing) {
    List<String> misses = store.queries().list(new Statement(missing), row -> group(row).from());
    return store
        .queries()
        .list(
            new Statement(totals),
            row ->
                new dev.sonde.engine.report.Widened(
                    "imply " + implication,
                    List.of(implication.to()),
                    row.integer("matched") + row.integer("missed"),
                    null,
                    row.integer("matched"),
                    row.integer("missed"),
                    null,
                    misses,
                    null,
                    List.of(),
                    List.of(),
                    List.of()))
        .getFirst();
  }

  dev.sonde.engine.report.Widened report() {
    return report;
  }

  /** A SELECT of what goes with what. */
  String table() {
    return table;
  }

  /** The name of a table that keeps it; null where the store keeps none. */
  @Nullable String kept() {
    return kept;
  }
}
