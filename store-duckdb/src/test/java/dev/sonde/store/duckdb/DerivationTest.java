package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Importers;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Receipt;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.testkit.Corpus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is derived bit by bit is what is derived at once. */
class DerivationTest {

  private static final String TWIN = "JOIN ${s}spans s USING (seq)";

  /** What a position points to, as positions differ with the order of arrival. */
  private static final String SPAN =
      "{'hi': s.trace_hi, 'lo': s.trace_lo, 'no': s.span_no, 'parent': s.parent_no, 'name': s.name, 'start':"
          + " s.start_ns, 'end': s.end_ns, 'origin': s.origin, 'attributes': s.attributes}";

  /** Every derived table, as it is to be the same. */
  private static final Map<String, String> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("spans", "SELECT * EXCLUDE (seq) FROM ${s}spans");
    TABLES.put("tasks", "SELECT * EXCLUDE (calls, parented) FROM ${s}tasks");
    TABLES.put("workers", "FROM ${s}workers");
    TABLES.put("runs", "FROM ${s}runs");
    TABLES.put("traces", "FROM ${s}traces");
    TABLES.put("meta", "FROM ${s}meta");
    TABLES.put("problems", "FROM ${s}problems");
    TABLES.put("heard_tasks", "FROM ${s}heard_tasks");
    TABLES.put("heard_runs", "FROM ${s}heard_runs");
    TABLES.put("presence", "FROM ${s}presence");
    TABLES.put("crew", "SELECT * EXCLUDE (most_ns) FROM ${s}crew");
    TABLES.put("sent", "SELECT DISTINCT id FROM ${s}sent");
    TABLES.put("unsent", "FROM ${s}unsent");
    TABLES.put("measured", "SELECT m.* EXCLUDE (seq), " + SPAN + " FROM ${s}measured m " + TWIN);
    TABLES.put("inferred", "SELECT m.* EXCLUDE (seq), " + SPAN + " FROM ${s}inferred m " + TWIN);
    TABLES.put("oddities", "SELECT m.* EXCLUDE (seq), " + SPAN + " FROM ${s}oddities m " + TWIN);
    TABLES.put(
        "attempt_numbers",
        "SELECT m.* EXCLUDE (seq), " + SPAN + " FROM ${s}attempt_numbers m " + TWIN);
  }

  @TempDir Path folder;

  private Database open() {
    return Database.open("", new Settings(2, 512L << 20, Long.MAX_VALUE), folder.resolve("spill"));
  }

  /** The rows of all records, as they come in before anything is derived. */
  private static void pool(Database database, List<WideEvent> records) {
    Map<Origin, Integer> origins = new HashMap<>();
    database.execute(Column.table("pool_spans", Columns.SPANS));
    database.execute(Column.table("pool_events", Columns.EVENTS));
    database.execute(Column.table("pool_samples", Columns.SAMPLES));
    var spans = new Feed<>(database, "pool_spans", Columns.SpanRow::of, Columns.SPANS);
    var events = new Feed<>(database, "pool_events", Columns.EventRow::of, Columns.EVENTS);
    var samples = new Feed<>(database, "pool_samples", Columns.SampleRow::of, Columns.SAMPLES);
    long seq = 0;
    database.execute(
        "CREATE TABLE pool_origins (id BIGINT, resource VARCHAR, scope VARCHAR, detail VARCHAR)");
    for (WideEvent record : records) {
      int origin = origins.computeIfAbsent(record.origin(), _ -> origins.size());
      switch (record) {
        case Span span -> spans.add(new Columns.Pending<>(span, seq++, origin));
        case Event event -> events.add(new Columns.Pending<>(event, seq++, origin));
        case Sample sample -> samples.add(new Columns.Pending<>(sample, seq++, origin));
      }
    }
    spans.finish();
    events.finish();
    samples.finish();
    origins.forEach((origin, id) -> {
      String resource = Columns.json(origin.resource());
      database.execute(
          "INSERT INTO pool_origins VALUES ("
              + id
              + ", "
              + (resource == null ? "NULL" : Database.literal(resource))
              + ", NULL, NULL)");
    });
  }

  /** A store that is empty; its records come in the order of a table {@code turn (seq, now)}. */
  private static void begin(Database database, String name, List<Integer> order) {
    database.execute("CREATE SCHEMA " + name);
    for (String table : List.of("spans", "events", "samples")) {
      database.execute(
          "CREATE TABLE " + name + "." + table + " AS FROM pool_" + table + " LIMIT 0");
    }
    database.execute("CREATE TABLE " + name + ".origins AS FROM pool_origins");
    database.execute("CREATE TABLE " + name + ".meta (key VARCHAR, value VARCHAR)");
    database.execute(
        "CREATE TABLE "
            + name
            + ".problems (code VARCHAR, count BIGINT, place VARCHAR, message VARCHAR)");
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < order.size(); i++) {
      list.append(i == 0 ? "" : ", ").append(order.get(i));
    }
    database.execute(
        "CREATE TABLE "
            + name
            + ".turn AS SELECT unnest(["
            + list
            + "])::BIGINT AS seq, unnest(range("
            + order.size()
            + ")) AS now");
    Derivation.create(database, name + ".");
  }

  private static void arrive(Database database, String name, long from, long to) {
    for (String table : List.of("spans", "events", "samples")) {
      database.execute(
          "INSERT INTO "
              + name
              + "."
              + table
              + " SELECT p.* REPLACE (t.now AS seq) FROM pool_"
              + table
              + " p JOIN "
              + name
              + ".turn t USING (seq) WHERE t.now > "
              + from
              + " AND t.now <= "
              + to);
    }
  }

  private static void agree(Database database, String one, String other, String what) {
    TABLES.forEach((table, sql) -> {
      String mine = sql.replace("${s}", one + ".");
      String yours = sql.replace("${s}", other + ".");
      List<String> differences =
          Segments.texts(
              database,
              "SELECT * FROM (SELECT 'at once: ' || t FROM (SELECT t::VARCHAR AS t FROM ("
                  + mine
                  + ") t EXCEPT ALL SELECT t::VARCHAR FROM ("
                  + yours
                  + ") t) UNION ALL SELECT 'bit by bit: ' || t FROM (SELECT t::VARCHAR AS t FROM ("
                  + yours
                  + ") t EXCEPT ALL SELECT t::VARCHAR FROM ("
                  + mine
                  + ") t)) ORDER BY 1");
      assertThat(differences).as("%s, %s", what, table).isEmpty();
    });
  }

  private void compare(List<WideEvent> records, long seed, int trials, int largest) {
    Random random = new Random(seed);
    try (Database database = open()) {
      pool(database, records);
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < records.size(); i++) {
        order.add(i);
      }
      begin(database, "once", order);
      arrive(database, "once", -1, records.size());
      long duplicates = new Derivation("once.").refresh(database, -1, Derivation.ALL);
      for (int trial = 0; trial < trials; trial++) {
        String name = "trial_" + trial;
        if (trial > 0) {
          java.util.Collections.shuffle(order, random);
        }
        begin(database, name, order);
        Database own = database.another();
        Derivation derivation = new Derivation(name + ".");
        long removed = 0;
        for (long from = -1; from < records.size() - 1; ) {
          long to = Math.min(records.size() - 1, from + 1 + random.nextInt(largest));
          own.execute("BEGIN");
          arrive(own, name, from, to);
          removed += derivation.refresh(own, from, to);
          own.execute("COMMIT");
          from = to;
        }
        own.close();
        agree(database, "once", name, "seed " + seed + ", trial " + trial);
        assertThat(removed).as("duplicates").isEqualTo(duplicates);
      }
    }
  }

  @Test
  void chunks_and_their_order_change_nothing() {
    for (long seed = 1; seed <= 4; seed++) {
      compare(new Chaos(seed).records(60 * (int) seed), seed, 2, 60);
    }
  }

  @Test
  @Tag("slow")
  void however_many_chunks_change_nothing() {
    for (long seed = 5; seed <= 30; seed++) {
      compare(new Chaos(seed).records(30 + 15 * (int) seed), seed, 2, 5 + 5 * (int) seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"failures", "healthy"})
  void simulated_runs_are_the_same_bit_by_bit(String run) throws IOException {
    List<WideEvent> records = new ArrayList<>();
    for (String file : List.of("otlp.jsonl", "spans.json")) {
      String path = "simulated/" + run + "/" + file + ".gz";
      String format = file.equals("otlp.jsonl") ? "otlp-json" : "frisky-spans";
      Importer importer =
          Importers.ALL.stream().filter(i -> i.format().equals(format)).findFirst().orElseThrow();
      importer.read(
          new Input(file, new ByteArrayInputStream(Corpus.unzipped(path))),
          batch -> {
            records.addAll(batch.records());
            return Receipt.stored(batch.size());
          },
          new Problems());
    }
    compare(records, 7, 2, 3_000);
  }
}
