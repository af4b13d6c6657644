package dev.sonde.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * The first question to a large file, beside what merely reading it costs. It decides about the
 * importer, the load path, what a load derives, and how views scan.
 */
final class OverviewMillion implements Scenario {

  private static final long SPANS = 1_000_000;
  private static final int LOADS = 3;
  private static final int VIEWS = 9;
  private static final double FIRST_MILLIS = 4000;
  private static final double NEXT_MILLIS = 350;

  /** The same columns as an importer must read; without them DuckDB would first look for types. */
  private static final String COLUMNS =
      "{name: 'VARCHAR', worker: 'VARCHAR', span_id: 'BIGINT', trace_id: 'BIGINT', start_ns: 'BIGINT',"
          + " end_ns: 'BIGINT', duration_ns: 'BIGINT', keys: 'VARCHAR[]', count: 'BIGINT',"
          + " logical_bytes: 'BIGINT', wire_bytes: 'BIGINT', peer: 'VARCHAR', n_keys: 'BIGINT'}";

  @Override
  public String name() {
    return "overview-million";
  }

  @Override
  public String purpose() {
    return "first and next views of a spans.json of a million spans, beside bare readers";
  }

  @Override
  public void run(List<String> args) throws IOException, InterruptedException, SQLException {
    try (Workspace workspace = new Workspace()) {
      Path file = workspace.resolve("spans.json");
      long bytes = FriskyFile.write(file, SPANS, 1);
      System.out.printf(
          Locale.ROOT,
          "%s; a spans.json of %d spans, %d MB%n%s%n",
          Machine.describe(),
          SPANS,
          bytes / 1_000_000,
          Costs.heading());
      Costs first = new Costs("first overview: load and view", FIRST_MILLIS);
      Costs jackson = new Costs("Jackson's tokenizer, the same file", 0);
      Costs duckdb = new Costs("DuckDB's read_json into a table", 0);
      for (int i = 0; i < LOADS; i++) {
        Child fresh = new Child(workspace.empty("cache"));
        first.add(fresh.run("observe", "overview", file.toString()));
        jackson.add(measured(() -> tokens(file)));
        duckdb.add(measured(() -> load(file)));
      }
      for (Costs costs : List.of(first, jackson, duckdb)) {
        System.out.println(costs.remark(rate(bytes, costs)).line());
      }
      Child cached = new Child(workspace.resolve("cache"));
      view(cached, "next view: overview", "overview", file.toString());
      view(
          cached, "next view: timeline --by worker", "timeline", file.toString(), "--by", "worker");
      view(cached, "next view: stragglers", "stragglers", file.toString());
    }
  }

  private static void view(Child sonde, String what, String... words)
      throws IOException, InterruptedException {
    Costs costs = new Costs(what, NEXT_MILLIS);
    String[] arguments = new String[words.length + 1];
    arguments[0] = "observe";
    System.arraycopy(words, 0, arguments, 1, words.length);
    for (int i = 0; i < VIEWS; i++) {
      costs.add(sonde.run(arguments));
    }
    System.out.println(costs.line());
  }

  private static String rate(long bytes, Costs costs) {
    return String.format(
        Locale.ROOT,
        "%.0f MB/s, %.0f a core",
        bytes / 1e3 / costs.medianWallMillis(),
        bytes / 1e3 / costs.medianCpuMillis());
  }

  private interface Work {
    void run() throws IOException, SQLException;
  }

  private static Cost measured(Work work) throws IOException, SQLException {
    Stopwatch watch = new Stopwatch();
    work.run();
    return watch.stop();
  }

  private static void tokens(Path file) throws IOException {
    long tokens = 0;
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    if (tokens < SPANS) {
      throw new IllegalStateException("only " + tokens + " tokens in " + file);
    }
  }

  private static void load(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute(
          "CREATE TABLE t AS SELECT * FROM read_json('"
              + file
              + "', format = 'array', columns = "
              + COLUMNS
              + ")");
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
        if (!rows.next() || rows.getLong(1) != SPANS) {
          throw new IllegalStateException("DuckDB read other than " + SPANS + " spans");
        }
      }
    }
  }
}
