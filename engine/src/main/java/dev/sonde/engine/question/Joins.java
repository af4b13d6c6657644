package dev.sonde.engine.question;

import dev.sonde.engine.expression.ValueTypes;
import dev.sonde.engine.report.Widened.Ambiguous;
import dev.sonde.engine.report.Widened.Conflict;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Scratch;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Joins the records of a store with the things of another: which record belongs to which thing is
 * worked out once and kept, so that an answer of many statements pays for it once.
 */
final class Joins {

  private static final int EXAMPLES = 3;

  /** Keys whose values are compared in one scan. */
  private static final int AT_ONCE = 16;

  /** Stands between two values that come as one; the unit separator of ASCII. */
  private static final String BETWEEN = "\u001f";

  private final Store store;
  private final Scratch scratch;
  private final Widened before;
  private final OtherSource other;
  private final int steps;
  private final Set<String> known;
  private final ValueTypes types;
  private final List<String> own;

  /** A table of all records that are joined: {@code seq, at_ns} and the keys, by their types' rules. */
  private String reached = "";

  private String things = "";
  private String match = "";

  /**
   * @param before what is widened already
   * @param steps how many steps that is
   * @param known keys that some record here has of its own
   */
  Joins(Store store, Widened before, OtherSource other, int steps, Set<String> known) {
    this.store = store;
    Scratch room = store.scratch();
    if (room == null) {
      throw new IllegalArgumentException("a store without room for tables joins nothing");
    }
    this.scratch = room;
    this.before = before;
    this.other = other;
    this.steps = steps;
    this.known = known;
    this.types = before.layers().types();
    this.own = other.join().on().stream().map(Widening.Pairing::own).toList();
  }

  Step.Joined work() {
    things = scratch.fill(other.columns(), taker -> other.things(taker));
    reached = scratch.keep(new Statement(before.whole(reaching())));
    String pairs = scratch.keep(new Statement(pairs()));
    if (other.join().within().isEmpty()) {
      match = pairs;
    } else {
      merge(pairs);
    }
    Set<String> fresh =
        other.keys().stream().filter(key -> !known.contains(key)).collect(Collectors.toSet());
    return new Step.Joined(other.join(), other.keys(), match, things, fresh);
  }

  private String records(List<String> more) {
    List<String> wanted = new ArrayList<>(own);
    wanted.addAll(more);
    return before.layers().records(wanted, steps, 0);
  }

  private String reaching() {
    String keys =
        IntStream.range(0, own.size())
            .mapToObj(i -> ", " + types.same(own.get(i), "key_" + i) + " AS key_" + i)
            .collect(Collectors.joining());
    return "SELECT seq, at_ns%s FROM (%s) AS records".formatted(keys, records(List.of()));
  }

  private String on(String thing) {
    return IntStream.range(0, own.size())
        .mapToObj(i -> thing + ".on_" + i + " = r.key_" + i)
        .collect(Collectors.joining(" AND "));
  }

  private String pairs() {
    if (other.join().within().isEmpty()) {
      return "SELECT r.seq AS match_seq, t.thing_no AS match_thing, 1 AS match_count FROM %s AS r JOIN %s AS t ON %s"
          .formatted(reached, things, on("t"));
    }
    return "SELECT r.seq AS match_seq, min(t.thing_no) AS match_thing, count(*) AS match_count, CASE WHEN count(*) > 1 THEN list(t.thing_no ORDER BY t.thing_no) END AS members FROM %s AS r JOIN %s AS t ON %s AND r.at_ns BETWEEN t.first_ns AND t.last_ns GROUP BY r.seq"
        .formatted(reached, things, on("t"));
  }

  /** Several things at once become one of their own, with what they agree on. */
  private void merge(String pairs) {
    String merged =
        scratch.keep(
            new Statement(
                "SELECT members, -1 - row_number() OVER (ORDER BY members) AS thing_no FROM (SELECT DISTINCT members FROM %s WHERE members IS NOT NULL) AS several"
                    .formatted(pairs)));
    List<String> agreed = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (int i = 0; i < other.keys().size(); i++) {
      String same = types.same(other.keys().get(i), "t.given_" + i);
      agreed.add(
          "CASE WHEN min(%1$s) = max(%1$s) AND max(t.several_%2$d) = 0 THEN min(t.given_%2$d) END AS given_%2$d, greatest(max(t.several_%2$d), coalesce(min(%1$s) <> max(%1$s), false)::BIGINT) AS several_%2$d"
              .formatted(same, i));
      plain.add("given_%1$d, several_%1$d".formatted(i));
    }
    String ones = plain.isEmpty() ? "" : ", " + String.join(", ", plain);
    String several = agreed.isEmpty() ? "" : ", " + String.join(", ", agreed);
    match =
        scratch.keep(
            new Statement(
                "SELECT p.match_seq, coalesce(m.thing_no, p.match_thing) AS match_thing, p.match_count FROM %s AS p LEFT JOIN %s AS m ON m.members = p.members"
                    .formatted(pairs, merged)));
    String onKeys =
        IntStream.range(0, own.size()).mapToObj(i -> ", on_" + i).collect(Collectors.joining());
    String noKeys =
        IntStream.range(0, own.size()).mapToObj(_ -> ", NULL").collect(Collectors.joining());
    things =
        scratch.keep(
            new Statement(
                "SELECT thing_no%s%s FROM %s UNION ALL SELECT m.thing_no%s%s FROM (SELECT thing_no, unnest(members) AS member FROM %s) AS m JOIN %s AS t ON t.thing_no = m.member GROUP BY m.thing_no"
                    .formatted(onKeys, ones, things, noKeys, several, merged, things)));
  }

  /** How far it went; after {@link #work}. */
  dev.sonde.engine.report.Widened report() {
    List<String> remarks = new ArrayList<>();
    if (other.left() > 0) {
      remarks.add(
          "the first " + other.keys().size() + " keys are given; it has " + other.left() + " more");
    }
    List<String> misses =
        store.queries().list(new Statement(missing()), row -> row.text("missing"));
    return store
        .queries()
        .list(
            new Statement(totals()),
            row ->
                new dev.sonde.engine.report.Widened(
                    "join " + other.join(),
                    other.keys(),
                    row.integer("records"),
                    row.integer("lacking"),
                    row.integer("matched"),
                    row.integer("records") - row.integer("matched"),
                    other.join().within().isEmpty() ? null : row.integer("outside"),
                    misses,
                    row.integer("fan_out"),
                    conflicts(),
                    ambiguous(),
                    remarks))
        .getFirst();
  }

  private String there() {
    return IntStream.range(0, own.size())
        .mapToObj(i -> "r.key_" + i + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }

  private String matched() {
    return "%s AS r LEFT JOIN %s AS m ON m.match_seq = r.seq LEFT JOIN %s AS t ON t.thing_no = m.match_thing"
        .formatted(reached, match, things);
  }

  private String totals() {
    String several =
        IntStream.range(0, other.keys().size())
            .mapToObj(i -> "t.several_" + i + " = 1")
            .collect(Collectors.joining(" OR "));
    String fanOut =
        other.join().within().isEmpty()
            ? several.isEmpty() ? "false" : several
            : "m.match_count > 1";
    String keys =
        IntStream.range(0, own.size()).mapToObj(i -> "on_" + i).collect(Collectors.joining(", "));
    return "SELECT count(*) FILTER (%1$s) AS records, count(*) FILTER (NOT (%1$s)) AS lacking, count(m.match_seq) AS matched, count(*) FILTER (%2$s) AS fan_out, count(*) FILTER (m.match_seq IS NULL AND k.on_0 IS NOT NULL) AS outside FROM %3$s LEFT JOIN (SELECT DISTINCT %4$s FROM %5$s WHERE on_0 IS NOT NULL) AS k ON %6$s"
        .formatted(there(), fanOut, matched(), keys, things, on("k"));
  }

  private String missing() {
    String value =
        IntStream.range(0, own.size())
            .mapToObj(i -> "r.key_" + i)
            .collect(Collectors.joining(" || ', ' || "));
    return "SELECT %s AS missing, count(*) AS n FROM %s WHERE m.match_seq IS NULL AND %s GROUP BY ALL ORDER BY n DESC, missing LIMIT %d"
        .formatted(value, matched(), there(), EXAMPLES);
  }

  private List<Ambiguous> ambiguous() {
    if (other.keys().isEmpty()) {
      return List.of();
    }
    String sums =
        IntStream.range(0, other.keys().size())
            .mapToObj(i -> "coalesce(sum(t.several_%1$d), 0)::BIGINT AS n%1$d".formatted(i))
            .collect(Collectors.joining(", "));
    String sql =
        "SELECT %s FROM %s AS m JOIN %s AS t ON t.thing_no = m.match_thing"
            .formatted(sums, match, things);
    List<Ambiguous> found = new ArrayList<>();
    store
        .queries()
        .list(
            new Statement(sql),
            row -> {
              for (int i = 0; i < other.keys().size(); i++) {
                if (row.integer("n" + i) > 0) {
                  found.add(new Ambiguous(other.keys().get(i), row.integer("n" + i)));
                }
              }
              return true;
            });
    found.sort(
        Comparator.comparingLong(Ambiguous::records).reversed().thenComparing(Ambiguous::key));
    return found;
  }

  private List<Conflict> conflicts() {
    List<Integer> shared =
        IntStream.range(0, other.keys().size())
            .filter(i ->
                known.contains(other.keys().get(i))
                    || Settable.COLUMNS.containsKey(other.keys().get(i))
                    || before.layers().gives(other.keys().get(i)))
            .boxed()
            .toList();
    List<Conflict> found = new ArrayList<>();
    for (int from = 0; from < shared.size(); from += AT_ONCE) {
      List<Integer> some = shared.subList(from, Math.min(shared.size(), from + AT_ONCE));
      store
          .queries()
          .list(new Statement(before.whole(compared(some))), row -> found.addAll(read(row, some)));
    }
    found.sort(Comparator.comparingLong(Conflict::records).reversed().thenComparing(Conflict::key));
    return found;
  }

  private String compared(List<Integer> some) {
    List<String> counts = new ArrayList<>();
    for (int place = 0; place < some.size(); place++) {
      int given = some.get(place);
      String key = other.keys().get(given);
      String mine = "r.key_" + (own.size() + place);
      String differs =
          "%s <> %s".formatted(types.same(key, mine), types.same(key, "t.given_" + given));
      counts.add(
          "count(*) FILTER (%1$s) AS n%2$d, min(CASE WHEN %1$s THEN left(%3$s, 200) || chr(31) || left(t.given_%4$d, 200) END) AS pair%2$d"
              .formatted(differs, place, mine, given));
    }
    return "SELECT %s FROM (%s) AS r JOIN %s AS m ON m.match_seq = r.seq JOIN %s AS t ON t.thing_no = m.match_thing"
        .formatted(
            String.join(", ", counts),
            records(some.stream().map(i -> other.keys().get(i)).toList()),
            match,
            things);
  }

  private List<Conflict> read(Row row, List<Integer> some) {
    List<Conflict> found = new ArrayList<>();
    for (int place = 0; place < some.size(); place++) {
      String pair = row.textOrNull("pair" + place);
      if (pair != null) {
        int between = pair.indexOf(BETWEEN);
        found.add(
            new Conflict(
                other.keys().get(some.get(place)),
                row.integer("n" + place),
                pair.substring(0, between),
                pair.substring(between + 1)));
      }
    }
    return found;
  }
}
