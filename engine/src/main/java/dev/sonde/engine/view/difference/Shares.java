package dev.sonde.engine.view.difference;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts values of many keys in both sets, several keys in one scan of a sample of the records. */
final class Shares {

  /** Values looked at in all: reaching into attributes costs up to a microsecond each. */
  private static final long BUDGET = 2_000_000;

  private static final long PARTS = 1_000_000;

  /** Keys for one scan, as the list of fields has it: those of resources bring all producers with them. */
  private static final int AT_ONCE = 16;

  private static final int RESOURCES_AT_ONCE = 2;

  /** Values of a key that are worth a row. */
  private static final long MOST = 3;

  /** Numbers with fewer different values are words. */
  private static final long WORDS = 20;

  private static final Sql COUNTS = Sql.of(Shares.class, "counts");
  private static final Sql VALUES = Sql.of(Shares.class, "values");
  private static final Sql CUTS = Sql.of(Shares.class, "cuts");
  private static final Sql PASSED = Sql.of(Shares.class, "passed");

  /**
   * How many records of a sample of each set have a value.
   *
   * @param values different ones that the key has; of a bound, those that were tried
   * @param having records that have the key
   */
  record Counted(Compared key, String value, long in, long out, long values, long having) {}

  /** Records of both sets, and those of them that are looked at. */
  record Sizes(long in, long out, long lookedIn, long lookedOut) {

    boolean approximate() {
      return lookedIn < in || lookedOut < out;
    }
  }

  private final Ask ask;
  private final Sets sets;
  private final Map<String, Object> binds = Map.of("enough", Sets.ENOUGH);
  private final long[] size;
  private final String sampled;
  private final Sizes sizes;

  Shares(Ask ask, Sets sets, int keys) {
    this.ask = ask;
    this.sets = sets;
    this.size = sizes("inside IS NOT NULL");
    long room = Math.max(10_000, BUDGET / Math.max(1, keys));
    long in = Math.min(size[0], Math.max(room / 2, room - size[1]));
    long out = Math.min(size[1], room - Math.min(in, room));
    boolean all = in >= size[0] && out >= size[1];
    this.sampled = all ? "inside IS NOT NULL" : sampled(in, out);
    long[] looked = all ? size : sizes(sampled);
    this.sizes = new Sizes(size[0], size[1], looked[0], looked[1]);
  }

  Sizes sizes() {
    return sizes;
  }

  private long[] sizes(String which) {
    return ask.one(
        COUNTS.with("member", sets.member()).with("sampled", which),
        binds,
        row -> new long[] {row.integer("n_in"), row.integer("n_out")});
  }

  /** By what the record is, so that the same are taken however the source is cut. */
  private String sampled(long in, long out) {
    String at = sets.relation().equals("event") ? "at_ns" : "start_ns";
    return ("hash(%s, name, worker, trace_lo, span_no) %% %d < CASE WHEN inside THEN %d ELSE %d END"
            + " AND inside IS NOT NULL")
        .formatted(at, PARTS, part(in, size[0]), part(out, size[1]));
  }

  private static long part(long wanted, long of) {
    return of == 0 ? PARTS : Math.min(PARTS, Math.ceilDiv(wanted * PARTS, of));
  }

  /** The few values of each key that differ most. */
  List<Counted> words(List<Compared> keys) {
    List<Counted> all = new ArrayList<>();
    for (List<Compared> chunk : chunks(keys)) {
      Map<String, Object> values = new LinkedHashMap<>(binds);
      values.put("records_in", Math.max(1, sizes.lookedIn()));
      values.put("records_out", Math.max(1, sizes.lookedOut()));
      values.put("most", MOST);
      Sql sql =
          over(VALUES, chunk, this::word)
              .with("numbers", list(chunk.size(), Integer::toString))
              .with("names", list(chunk.size(), i -> "v" + i));
      all.addAll(ask.rows(sql, values, row -> counted(chunk, row)));
    }
    return all;
  }

  private static Counted counted(List<Compared> chunk, Row row) {
    return new Counted(
        chunk.get((int) row.integer("place")),
        row.text("value"),
        row.integer("n_in"),
        row.integer("n_out"),
        row.integer("values_in_all"),
        row.integer("having_it"));
  }

  /** Whether a key that was counted as words has too many for that. */
  static boolean manyNumbers(Counted counted) {
    return counted.key().numeric() && counted.values() > WORDS;
  }

  /** For each key the numbers from some bound on; all bounds that were tried. */
  List<Counted> bounds(List<Compared> keys) {
    List<Counted> all = new ArrayList<>();
    for (List<Compared> chunk : chunks(keys)) {
      List<List<Double>> cuts = cuts(chunk);
      all.addAll(passed(chunk, cuts));
    }
    return all;
  }

  /** Deciles of either set. */
  private List<List<Double>> cuts(List<Compared> chunk) {
    String deciles = list(9, i -> "0." + (i + 1));
    Sql sql =
        over(CUTS, chunk, this::number)
            .with(
                "cuts",
                list(
                    chunk.size(),
                    i ->
                        ("quantile_disc(v%1$d, [%2$s]) FILTER (inside) AS i%1$d,"
                                + " quantile_disc(v%1$d, [%2$s]) FILTER (NOT inside) AS o%1$d")
                            .formatted(i, deciles)));
    return ask.one(
        sql,
        binds,
        row -> {
          List<List<Double>> cuts = new ArrayList<>();
          for (int i = 0; i < chunk.size(); i++) {
            TreeSet<Double> of = new TreeSet<>(row.reals("i" + i));
            of.addAll(row.reals("o" + i));
            cuts.add(List.copyOf(of));
          }
          return cuts;
        });
  }

  private List<Counted> passed(List<Compared> chunk, List<List<Double>> cuts) {
    List<String> columns = new ArrayList<>(List.of("count(*) AS looked"));
    for (int i = 0; i < chunk.size(); i++) {
      columns.add(
          "count(v%1$d) FILTER (inside) AS hi%1$d, count(v%1$d) FILTER (NOT inside) AS ho%1$d"
              .formatted(i));
      int c = 0;
      for (double cut : cuts.get(i)) {
        columns.add(
            ("count(*) FILTER (inside AND v%1$d >= '%2$s'::DOUBLE) AS i%1$d_%3$d,"
                    + " count(*) FILTER (NOT inside AND v%1$d >= '%2$s'::DOUBLE) AS o%1$d_%3$d")
                .formatted(i, cut, c++));
      }
    }
    Sql sql = over(PASSED, chunk, this::number).with("passed", String.join(", ", columns));
    return ask.one(sql, binds, row -> passed(chunk, cuts, row));
  }

  private static List<Counted> passed(List<Compared> chunk, List<List<Double>> cuts, Row row) {
    List<Counted> all = new ArrayList<>();
    for (int i = 0; i < chunk.size(); i++) {
      long havingIn = row.integer("hi" + i);
      long havingOut = row.integer("ho" + i);
      int c = 0;
      for (double cut : cuts.get(i)) {
        long in = row.integer("i" + i + "_" + c);
        long out = row.integer("o" + i + "_" + c);
        c++;
        int tried = 2 * cuts.get(i).size();
        String bound = number(cut);
        all.add(new Counted(chunk.get(i), ">= " + bound, in, out, tried, havingIn + havingOut));
        all.add(
            new Counted(
                chunk.get(i),
                "< " + bound,
                havingIn - in,
                havingOut - out,
                tried,
                havingIn + havingOut));
      }
    }
    return all;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private Sql over(Sql sql, List<Compared> chunk, Function<Compared, String> each) {
    return sql.with("member", sets.member())
        .with("sampled", sampled)
        .with("values", list(chunk.size(), i -> each.apply(chunk.get(i)) + " AS v" + i));
  }

  private String word(Compared key) {
    return ask.value(sets.relation(), key.key());
  }

  /** What is no number, or none that can be compared, is not there. */
  private String number(Compared key) {
    String number = "try_cast(" + word(key) + " AS DOUBLE)";
    return "CASE WHEN abs(" + number + ") <= 1.7976931348623157e308 THEN " + number + " END";
  }

  private static String list(int count, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(", "));
  }

  private static List<List<Compared>> chunks(List<Compared> keys) {
    List<List<Compared>> chunks = new ArrayList<>();
    for (boolean resource : new boolean[] {false, true}) {
      List<Compared> alike = keys.stream().filter(key -> key.resource() == resource).toList();
      int most = resource ? RESOURCES_AT_ONCE : AT_ONCE;
      for (int from = 0; from < alike.size(); from += most) {
        chunks.add(alike.subList(from, Math.min(alike.size(), from + most)));
      }
    }
    return chunks;
  }
}
