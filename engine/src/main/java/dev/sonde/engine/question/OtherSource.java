package dev.sonde.engine.question;

import dev.sonde.engine.expression.ValueTypes;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Scratch;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A source that is joined, as the things that its records are about: those that share the keys of the
 * join and, within lifetimes, the keys that tell things apart. A thing lived from the first of its
 * records to the last; it has the values on which all of them agree.
 *
 * @param keys that it can give, sorted
 * @param left how many more it has than are given
 */
record OtherSource(Store store, Widening.Join join, ValueTypes types, List<String> keys, int left) {

  /** Each is two columns of a table; more than these are data in the place of keys. */
  private static final int MOST = 300;

  /** What a source says of who wrote it, rather than of what happened. */
  private static final List<String> WRITERS =
      List.of("service.name", "service.namespace", "service.instance.id");

  static OtherSource open(Store store, Widening.Join join, ValueTypes types) {
    Store other = store.scratch() == null ? null : store.beside(join.source());
    if (other == null) {
      throw new UsageException(
          "--join "
              + join.source()
              + ": a server reads no files for those who ask it\ntake the records into a file first:"
              + " sonde capture URL -o live.jsonl, then join that");
    }
    List<String> all = new ArrayList<>(WideningSteps.keys(other));
    for (String column : List.of("task.prefix", "worker.id")) {
      if (!all.contains(column)) {
        all.add(column);
      }
    }
    all.removeIf(key ->
        !Settable.is(key)
            || key.equals("*")
            || key.startsWith("telemetry.")
            || WRITERS.contains(key)
            || join.on().stream().anyMatch(p -> p.own().equals(key) || p.other().equals(key)));
    List<String> given = all.subList(0, Math.min(MOST, all.size())).stream().sorted().toList();
    return new OtherSource(other, join, types, given, all.size() - given.size());
  }

  /** The names of the columns of a table of its things. */
  List<Scratch.Column> columns() {
    List<Scratch.Column> columns = new ArrayList<>();
    columns.add(new Scratch.Column("thing_no", false));
    for (int i = 0; i < join.on().size(); i++) {
      columns.add(new Scratch.Column("on_" + i, true));
    }
    columns.add(new Scratch.Column("first_ns", false));
    columns.add(new Scratch.Column("last_ns", false));
    for (int i = 0; i < keys.size(); i++) {
      columns.add(new Scratch.Column("given_" + i, true));
      columns.add(new Scratch.Column("several_" + i, false));
    }
    return columns;
  }

  /** Hands over its things, in an order of their own. */
  void things(Consumer<List<@Nullable Object>> visitor) {
    List<Scratch.Column> columns = columns();
    long[] number = {0};
    store.queries().stream(
        new Statement(select()),
        row -> {
          visitor.accept(thing(row, columns, number[0]++));
          return true;
        });
  }

  private static List<@Nullable Object> thing(Row row, List<Scratch.Column> columns, long number) {
    List<@Nullable Object> values = new ArrayList<>(columns.size());
    values.add(number);
    for (Scratch.Column column : columns.subList(1, columns.size())) {
      values.add(column.text() ? row.textOrNull(column.name()) : row.integerOrNull(column.name()));
    }
    return values;
  }

  private String select() {
    int on = join.on().size();
    List<String> wanted = new ArrayList<>(join.on().stream().map(Widening.Pairing::other).toList());
    wanted.addAll(join.within());
    int given = wanted.size();
    wanted.addAll(keys);
    Coverage coverage = store.coverage();
    long horizon = coverage.endNanos() == null ? 0 : coverage.endNanos();
    Layers plain = new Layers(store.dialect(), types, List.of());
    String records = plain.records(wanted, 0, horizon);
    List<String> groups = numbered(0, given, i -> types.same(wanted.get(i), "key_" + i));
    List<String> selected = new ArrayList<>();
    for (int i = 0; i < on; i++) {
      selected.add(types.same(wanted.get(i), "key_" + i) + " AS on_" + i);
    }
    selected.add("min(at_ns) AS first_ns, max(until_ns) AS last_ns");
    for (int i = 0; i < keys.size(); i++) {
      selected.add(agreed(keys.get(i), "key_" + (given + i), i));
    }
    return "SELECT %s FROM (%s) AS records WHERE %s GROUP BY %s ORDER BY %s"
        .formatted(
            String.join(", ", selected),
            records,
            numbered(0, given, i -> "key_" + i + " IS NOT NULL").stream()
                .collect(Collectors.joining(" AND ")),
            String.join(", ", groups),
            String.join(", ", groups));
  }

  private String agreed(String key, String value, int number) {
    String same = types.same(key, value);
    return "CASE WHEN min(%1$s) = max(%1$s) THEN min(%2$s) END AS given_%3$d, coalesce(min(%1$s) <> max(%1$s), false)::BIGINT AS several_%3$d"
        .formatted(same, value, number);
  }

  private static List<String> numbered(
      int from, int to, java.util.function.IntFunction<String> each) {
    return IntStream.range(from, to).mapToObj(each).toList();
  }
}
