package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("sonde sql")
class SqlTest {

  @TempDir static Path folder;

  private final Sonde sonde = new Sonde(folder);
  private final Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);

  private JsonNode rows(String sql) {
    Sonde.Ran ran = sonde.run("sql", file, sql, "--json");
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran.json().at("/result/rows");
  }

  private void refused(String message, Object... words) {
    Sonde.Ran ran = sonde.run(words);
    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(message);
    assertThat(ran.err().lines().count()).isLessThanOrEqualTo(3);
  }

  @Test
  void json_has_columns_with_their_types_and_all_rows_in_the_usual_envelope() {
    JsonNode answer =
        sonde
            .run(
                "sql",
                file,
                "SELECT name, count(*) AS n, min(start_ns) AS first_ns, 1.5::DOUBLE AS d,"
                    + " NULL::VARCHAR AS nothing, ['a'] AS list FROM span WHERE name = 'load' GROUP BY name",
                "--json")
            .json();
    assertThat(answer.get("view").asText()).isEqualTo("sql");
    assertThat(answer.at("/coverage/spans").asLong())
        .isEqualTo(Sonde.truth("failures", "otlp").get("spans").asLong());
    assertThat(answer.at("/result/columns").toString())
        .isEqualTo(
            """
            [{"name":"name","type":"VARCHAR"},{"name":"n","type":"BIGINT"},\
            {"name":"first_ns","type":"BIGINT"},{"name":"d","type":"DOUBLE"},\
            {"name":"nothing","type":"VARCHAR"},{"name":"list","type":"VARCHAR[]"}]\
            """);
    JsonNode row = answer.at("/result/rows/0");
    assertThat(row.get(1).isIntegralNumber()).isTrue();
    assertThat(row.get(2).isTextual()).as("nanoseconds since 1970 are texts").isTrue();
    assertThat(row.get(3).asDouble()).isEqualTo(1.5);
    assertThat(row.get(4).isNull()).isTrue();
    assertThat(row.get(5).toString()).isEqualTo("[\"a\"]");
    assertThat(answer.at("/result/cut").asBoolean()).isFalse();
    assertThat(answer.get("shown").asLong()).isEqualTo(1);
    assertThat(answer.get("total").asLong()).isEqualTo(1);
  }

  @Test
  void the_relations_agree_with_the_simulation() {
    JsonNode truth = Sonde.truth("failures", "otlp");
    assertThat(rows("SELECT count(*) FROM span").at("/0/0").asLong())
        .isEqualTo(truth.get("spans").asLong());
    assertThat(rows("SELECT count(*) FROM task").at("/0/0").asLong())
        .isEqualTo(truth.get("tasks").asLong());
    assertThat(rows("SELECT count(*) FROM task WHERE state = 'erred'").at("/0/0").asLong())
        .isEqualTo(truth.get("erred").size());
  }

  @Test
  void the_guide_s_columns_are_those_of_the_relations_in_that_order() {
    Pattern relation = Pattern.compile("(?m)^  (\\w+)  +(\\w+(?:, \\w+)*,?(?:\\n {12}\\w.*)?)$");
    String page = sonde.run("guide", "sql").out();
    Matcher named =
        relation.matcher(page.substring(page.indexOf("Relations"), page.indexOf("Times are")));
    int relations = 0;
    while (named.find()) {
      List<String> columns = new ArrayList<>();
      rows("DESCRIBE " + named.group(1)).forEach(row -> columns.add(row.get(0).asText()));
      assertThat(columns).as(named.group(1)).startsWith(named.group(2).strip().split(",\\s*"));
      relations++;
    }
    assertThat(relations).isEqualTo(9);
  }

  @Test
  void the_guide_s_queries_run() {
    String page = sonde.run("guide", "sql").out();
    Matcher query =
        Pattern.compile("(?m)^    (SELECT .*(?:\\n    (?!SELECT)\\S.*)*)$").matcher(page);
    int queries = 0;
    while (query.find()) {
      assertThat(rows(query.group(1))).isNotEmpty();
      queries++;
    }
    assertThat(queries).isEqualTo(3);
    assertThat(rows("SELECT attr(attributes, 'task.prefix') FROM span WHERE name = 'load' LIMIT 1"))
        .hasToString("[[\"load\"]]");
  }

  @Test
  void text_is_a_table_with_numbers_right_and_a_count_of_rows() {
    Sonde.Ran ran =
        sonde.run("sql", file, "SELECT 'a' AS word, 1 AS n UNION ALL SELECT NULL, 200 ORDER BY n");
    assertThat(ran.out())
        .isEqualTo(
            """
            word    n
            ─────────
            a       1
            –     200
            2 rows
            """);
  }

  @Test
  void text_stays_within_a_screen_and_says_what_it_left_out() {
    Sonde.Ran ran = sonde.run("sql", file, "SELECT * FROM span");
    assertThat(ran.out().lines().count()).isLessThanOrEqualTo(60);
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 120);
    assertThat(ran.out())
        .containsPattern("\\d+ of 4,528 rows shown; --csv and --json have all of them")
        .containsPattern("\\d+ of \\d+ columns shown");
  }

  @Test
  void csv_has_a_head_line_and_all_rows() {
    Sonde.Ran ran = sonde.run("sql", file, "SELECT 'a,b' AS x, NULL AS y, 2.5 AS z", "--csv");
    assertThat(ran.out()).isEqualTo("x,y,z\r\n\"a,b\",,2.5\r\n");
  }

  @Test
  void a_cut_result_says_so() {
    Sonde.Ran ran = sonde.run("sql", file, "SELECT name FROM span", "--limit", 3, "--json");
    JsonNode answer = ran.json();
    assertThat(answer.at("/result/rows")).hasSize(3);
    assertThat(answer.at("/result/cut").asBoolean()).isTrue();
    assertThat(answer.get("shown").asLong()).isEqualTo(3);
    assertThat(answer.get("total").isNull()).isTrue();
    assertThat(ran.err()).isEqualTo("sonde: cut at 3 rows; --limit N takes more\n");
    assertThat(sonde.run("sql", file, "SELECT name FROM span", "--limit", 3).out())
        .endsWith("3 rows; there are more: raise --limit\n");
  }

  @Test
  void exactly_as_many_rows_as_allowed_are_not_cut() {
    Sonde.Ran ran = sonde.run("sql", file, "SELECT name FROM span LIMIT 3", "--limit", 3, "--json");
    assertThat(ran.json().at("/result/cut").asBoolean()).isFalse();
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void the_query_comes_from_standard_input_where_it_is_a_dash() {
    Sonde.Ran ran = sonde.saying("SELECT 7 AS n").run("sql", file, "-", "--csv");
    assertThat(ran.out()).isEqualTo("n\r\n7\r\n");
    refused("not both", "sql", "-", "-");
  }

  @Test
  void an_empty_result_is_an_answer() {
    Sonde.Ran ran = sonde.run("sql", file, "SELECT name FROM span WHERE false");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo("name\n────\n0 rows\n");
  }

  @Test
  void mistakes_are_told_in_three_lines_with_what_is_near() {
    refused("Did you mean", "sql", file, "SELECT * FROM spam");
    refused("foo", "sql", file, "SELECT foo FROM span");
    refused("syntax error at or near \"SELEC\"", "sql", file, "SELEC 1");
    refused("sonde guide sql", "sql", file, "SELEC 1");
    refused("needs a query behind the source", "sql", file);
    refused("needs a query behind the source", "sql");
    refused("--limit x: not a whole number", "sql", file, "SELECT 1", "--limit", "x");
    refused("--timeout soon: not a time", "sql", file, "SELECT 1", "--timeout", "soon");
  }

  @Test
  void only_one_select_is_run_and_nothing_but_the_relations_is_reached() {
    refused("one SELECT is taken, not 2", "sql", file, "SELECT 1; SELECT 2");
    refused("SELECT", "sql", file, "DROP VIEW span");
    refused("SELECT", "sql", file, "COPY (SELECT 1) TO 'out.csv'");
    refused("read_csv", "sql", file, "SELECT * FROM read_csv('" + file + "')");
    refused("not allowed in SQL from users", "sql", file, "FROM '" + file + "'");
    refused("SELECT", "sql", file, "SET memory_limit = '1TB'");
  }

  @Test
  void a_query_that_takes_too_long_is_stopped() {
    refused(
        "took longer than",
        "sql",
        file,
        "SELECT count(*) FROM range(100000000000) a",
        "--timeout",
        "200ms");
  }

  @Test
  void a_source_that_cannot_be_read_ends_with_3() {
    Sonde.Ran ran = sonde.run("sql", folder.resolve("none.json"), "SELECT 1");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("No such file");
  }
}
