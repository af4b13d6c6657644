package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Records;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.model.Batch;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roll-ups against the spans themselves, in both layouts. */
class RollupTest {

  private static final String RAW =
      """
      SELECT name, worker, start_ns // 10000000000 AS bin, count(*) AS n,
             count(*) FILTER (status = 'error') AS e, sum(end_ns - start_ns)::BIGINT AS s
      FROM span GROUP BY ALL ORDER BY ALL
      """;

  private static final String ROLLED =
      """
      SELECT name, worker, bin_ns // 10000000000 AS bin, sum(count)::BIGINT AS n, sum(errors)::BIGINT AS e,
             sum(sum_ns)::BIGINT AS s
      FROM rollup GROUP BY ALL ORDER BY ALL
      """;

  private static final String RAW_EDGES =
      """
      SELECT p.service AS a, c.service AS b, count(*) AS n FROM span c JOIN span p
      ON p.trace_lo = c.trace_lo AND p.span_no = c.parent_no AND p.service <> c.service
      GROUP BY ALL ORDER BY ALL
      """;

  private static final String ROLLED_EDGES =
      "SELECT from_id AS a, to_id AS b, sum(count)::BIGINT AS n FROM rollup_edge WHERE kind = 'service'"
          + " GROUP BY ALL ORDER BY ALL";

  /** The upper edge of the bin in which the median lies is at most 1 % above it. */
  private static final String MEDIANS =
      """
      SELECT (SELECT quantile_disc(end_ns - start_ns, 0.5) FROM span) AS exact,
        (SELECT pow(1.01, min(bin) + 1) FROM (
           SELECT bin, sum(n) OVER (ORDER BY bin) AS below, sum(n) OVER () AS whole FROM (
             SELECT e.key AS bin, sum(e.value) AS n
             FROM (SELECT unnest(map_entries(histogram)) AS e FROM rollup) GROUP BY bin))
         WHERE below >= whole / 2) AS rolled
      """;

  @TempDir Path folder;

  private static List<String> rows(Store store, String sql) {
    return store
        .queries()
        .list(
            new Statement(sql),
            row -> {
              StringBuilder line = new StringBuilder();
              for (int i = 0; i < row.columns().size(); i++) {
                line.append(row.value(i)).append('|');
              }
              return line.toString();
            });
  }

  private Path load() {
    List<WideEvent> records = new ArrayList<>();
    for (int i = 1; i <= 3_000; i++) {
      Span plain =
          Records.attempt(i, "load-" + i, "w" + i % 3, i * 20_000_000L, i * 20_000_000L + i * 997L);
      Span of = i % 7 == 0 ? Records.failed(plain) : plain;
      records.add(
          new Span(
              new Origin(Records.attributes("service.name", "s" + i % 4)),
              of.id(),
              i / 2,
              of.name(),
              of.kind(),
              of.startNanos(),
              of.endNanos(),
              of.status(),
              of.statusMessage(),
              of.attributes(),
              of.moments(),
              of.links(),
              of.detail()));
    }
    Path directory = folder.resolve("store");
    try (StoreWriter writer = DuckDbStore.create(directory, Settings.DEFAULT)) {
      writer.accept(new Batch(records));
      writer.finish(new Books("test", 0, Map.of(), Map.of(), List.of()));
    }
    return directory;
  }

  private static void agree(Path directory) {
    try (Store store = DuckDbStore.open(directory, Settings.DEFAULT)) {
      assertThat(rows(store, ROLLED)).isNotEmpty().isEqualTo(rows(store, RAW));
      assertThat(rows(store, ROLLED_EDGES)).isNotEmpty().isEqualTo(rows(store, RAW_EDGES));
      store.queries().stream(
          new Statement(MEDIANS),
          row -> {
            double exact = row.real("exact");
            assertThat(row.real("rolled")).isBetween(exact, exact * 1.0101);
            return true;
          });
    }
  }

  @Test
  void roll_ups_say_what_the_spans_say() {
    Path directory = load();
    DuckDbStore.rebuildRollups(directory, Settings.DEFAULT);
    agree(directory);
    DuckDbStore.seal(directory, Settings.DEFAULT);
    agree(directory);
    DuckDbStore.rebuildRollups(directory, Settings.DEFAULT);
    agree(directory);
  }

  @Test
  void sealing_changes_no_answer() {
    Path directory = load();
    String sql =
        "SELECT * EXCLUDE (seq, origin, attributes, attributes_json, attributes_variant, attributes_exact),"
            + " attr(attributes, 'task.key') FROM span ORDER BY span_no";
    List<String> before;
    try (Store store = DuckDbStore.open(directory, Settings.DEFAULT)) {
      before = rows(store, sql);
    }
    DuckDbStore.seal(directory, Settings.DEFAULT);
    DuckDbStore.seal(directory, Settings.DEFAULT);
    try (Store store = DuckDbStore.open(directory, Settings.DEFAULT)) {
      assertThat(rows(store, sql)).isEqualTo(before);
    }
  }
}
