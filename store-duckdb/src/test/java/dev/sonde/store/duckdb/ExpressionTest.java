package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionException;
import dev.sonde.engine.expression.ExpressionSql;
import dev.sonde.engine.expression.Parser;
import dev.sonde.engine.expression.ValueType;
import dev.sonde.engine.expression.ValueTypes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An expression")
class ExpressionTest {

  @TempDir static Path folder;

  private static Database database;

  private static final Map<String, String> RECORD =
      Map.of("host.name", "Node-7", "n", "42", "path", "/data/run-3/a.log", "odd key", "yes");

  @BeforeAll
  static void open() {
    database = Database.open("", Settings.DEFAULT, folder);
    database.execute("CREATE TABLE kept AS SELECT 1 AS one");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static ExpressionSql sql(ValueTypes types) {
    return new ExpressionSql(
        key -> {
          String value = RECORD.get(key);
          return value == null ? "NULL::VARCHAR" : Database.literal(value);
        },
        types);
  }

  private static String value(String text) {
    return value(text, ValueTypes.NONE);
  }

  private static String value(String text, ValueTypes types) {
    String sql = sql(types).text(Parser.parse(text));
    return Segments.texts(database, "SELECT " + sql).getFirst();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '\0',
      nullValues = "null",
      value = {
        "'cern' → cern",
        "\"cern\" → cern",
        "'it''s' → it's",
        "007 → 007",
        "1.50 → 1.50",
        "host.name → Node-7",
        "{odd key} → yes",
        "nothing → null",
        "lower(host.name) → node-7",
        "UPPER(host.name) → NODE-7",
        "trim(' a ') → a",
        "host.name || ':' || n → Node-7:42",
        "nothing || 'x' → null",
        "concat(host.name, nothing, n) → Node-742",
        "coalesce(nothing, n) → 42",
        "n + 1 → 43",
        "n - 1 - 1 → 40",
        "n - (1 - 1) → 42",
        "2 + n * 2 → 86",
        "n / 4 → 10.5",
        "n / 0 → null",
        "-n → -42",
        "2 * -n → -84",
        "host.name * 2 → null",
        "1e → null",
        "length(host.name) → 6",
        "number('007') → 7",
        "round(2.567, 1) → 2.6",
        "round(2.5) → 3",
        "floor(2.9) → 2",
        "ceil(2.1) → 3",
        "abs(1 - 3) → 2",
        "least(3, n, 5) → 3",
        "greatest(3, n, 5) → 42",
        "substr(host.name, 1, 4) → Node",
        "substr(host.name, 6) → 7",
        "replace(host.name, '-', '_') → Node_7",
        "sub(path, '[0-9]+', 'N') → /data/run-N/a.log",
        "sub(path, 'run-([0-9])', '<\\1>') → /data/<3>/a.log",
        "extract(path, 'run-[0-9]+') → run-3",
        "extract(path, 'run-([0-9]+)') → 3",
        "extract(path, '/(?P<top>[^/]+)/(?P<run>[^/]+)/', 'run') → run-3",
        "extract(path, '(?:x|/)(?P<a>[(]?)(?P<b>data)\\(?', 'b') → data",
        "extract(path, 'nowhere') → null",
        "if(n > 7, 'large', 'small') → large",
        "if(n = 42.0, 'yes', 'no') → yes",
        "if(n = '42.0', 'yes', 'no') → no",
        "if(n < 7, 'a', n < 50, 'b', 'c') → b",
        "if(nothing = 'x', 'yes') → null",
        "if(nothing != 'x', 'yes') → yes",
        "if(not (n = 42) or host.name ~ '^Node', 1, 2) → 1",
        "if(n = 42 and not host.name ~ '^node', 1, 2) → 1",
        "n > 7 → true",
        "n > 7 and n < 8 → false",
        "if(n > 100 or n > 7 and n < 8, 1, 2) → 2",
        "host.name ~ '7$' → true",
      })
  void has_a_value(String text, String expected) {
    if (text.equals("1e")) {
      assertThatThrownBy(() -> value(text)).hasMessageContaining("neither a number nor a key");
    } else {
      assertThat(value(text)).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '\0',
      value = {
        "a b → at 3: a sign or the end is expected, not b",
        "(a → at 3: a sign or the ) for the ( at 1 is expected, not the end",
        "a + → at 4: a key, a text in quotes, a number or a function is expected, not the end",
        "'open → at 1: ' is opened and never closed by '",
        "{} → at 1: {} names no key",
        "a; DROP → at 2: nothing begins with ;",
        "f(a) → at 1: there is no function f; there are coalesce",
        "lower() → at 1: lower was given 0 values; it is lower(t)",
        "if(a) → at 1: if was given 1 values; it is if(c, a, b)",
        "extract(a, b) → behind its first value extract takes texts in quotes only",
        "extract(a, '(?P<x>.)', 'y') → the regular expression has no group y; it has 1: x",
        "extract(a, 'b', 'y') → it has none: (?P<name>…) makes one",
        "a ~ b → behind ~ a regular expression in quotes",
        "5x → 5x is neither a number nor a key",
        "and → a key, a text in quotes",
      })
  void says_where_it_is_wrong(String text, String message) {
    assertThatThrownBy(() -> Parser.parse(text))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining(message);
  }

  @Test
  void is_not_deeper_or_longer_than_can_be_read() {
    assertThatThrownBy(() -> Parser.parse("(".repeat(100_000)))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> Parser.parse("-".repeat(3000) + "1"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("nested more than 40 deep");
    assertThatThrownBy(() -> Parser.parse("not ".repeat(900) + "a"))
        .isInstanceOf(ExpressionException.class);
  }

  @Test
  void is_compared_by_the_type_of_its_keys() {
    ValueTypes time = ValueTypes.NONE.with("n", ValueType.NUMBER);
    assertThat(value("if(n = '42.0', 'same', 'other')", time)).isEqualTo("same");
    assertThat(value("if('042' = n, 'same', 'other')", time)).isEqualTo("same");
  }

  @ParameterizedTest(name = "{0}: {1} and {2} are the same")
  @CsvSource({
    "NUMBER, 007, 7",
    "NUMBER, 7.0, 7",
    "NUMBER, +7, 7",
    "NUMBER, 1e3, 1000",
    "NUMBER, ' 7', 7",
    "NUMBER, 90071992547409930, 090071992547409930",
    "UUID, 6F9619FF-8B86-D011-B42D-00C04FC964FF, 6f9619ff8b86d011b42d00c04fc964ff",
    "UUID, {6F9619FF-8B86-D011-B42D-00C04FC964FF}, 6f9619ff8b86d011b42d00c04fc964ff",
    "UUID, urn:uuid:6F9619FF-8B86-D011-B42D-00C04FC964FF, 6f9619ff8b86d011b42d00c04fc964ff",
    "TIME, 2026-11-20T10:00:00Z, 1795168800",
    "TIME, 2026-11-20T12:00:00+02:00, 1795168800000",
    "TIME, 2026-11-20 10:00:00, 1795168800000000000",
    "TIME, 2026-11-20T10:00:00.000001Z, 1795168800000001",
    "TIME, 1795168800.5, 2026-11-20T10:00:00.500Z",
    "TEXT, same, same",
  })
  void the_same_in_other_notations(ValueType type, String one, String other) {
    assertThat(same(type, one)).isEqualTo(same(type, other));
  }

  @ParameterizedTest(name = "{0}: {1} and {2} differ")
  @CsvSource({
    "NUMBER, 7, 7.5",
    "NUMBER, 90071992547409930, 90071992547409931",
    "NUMBER, 7, seven",
    "NUMBER, abc, ABC",
    "UUID, 6F9619FF-8B86-D011-B42D-00C04FC964FF, 6f9619ff8b86d011b42d00c04fc964fe",
    "UUID, not-a-uuid, notauuid",
    "TIME, 2026-11-20T10:00:00Z, 2026-11-20T10:00:00.001Z",
    "TIME, yesterday, today",
    "TEXT, 007, 7",
  })
  void different_ones(ValueType type, String one, String other) {
    assertThat(same(type, one)).isNotEqualTo(same(type, other));
  }

  private static String same(ValueType type, String text) {
    return Segments.texts(database, "SELECT " + type.same(Database.literal(text))).getFirst();
  }

  /** Whatever is written: it is refused with a message, or is one value that the store can work out. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatever_is_written_it_never_gets_out_of_its_place(long seed) {
    Random random = new Random(seed);
    String[] parts = {
      "'",
      "\"",
      "''",
      "{",
      "}",
      "(",
      ")",
      ",",
      ";",
      "--",
      "/*",
      "*/",
      "||",
      "~",
      "=",
      "!=",
      "<",
      "+",
      "-",
      "*",
      "/",
      " ",
      "a",
      "n",
      "host.name",
      "path",
      "lower(",
      "if(",
      "extract(",
      "sub(",
      "coalesce(",
      "round(",
      "substr(",
      "not ",
      " and ",
      " or ",
      "1",
      "0.5",
      "99999999999999999999",
      "'x'",
      "'(a)'",
      "DROP TABLE kept",
      "\\",
      "'\\1'",
      "\u0000",
      "ü",
      "日本",
      "\u2028",
      "?",
      ":a",
      "${a}",
      "$1",
      "[",
      "]",
      "1e400",
      "'[['",
      "%",
      "\n"
    };
    int understood = 0;
    for (int i = 0; i < 4000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(9); j >= 0; j--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      Expression expression;
      String sql;
      try {
        expression = Parser.parse(text.toString());
        sql = sql(ValueTypes.NONE.with("n", ValueType.NUMBER)).text(expression);
      } catch (ExpressionException e) {
        assertThat(e.getMessage()).as("seed %d: %s", seed, text).isNotBlank();
        continue;
      }
      understood++;
      boolean patterns = !expression.patterns().isEmpty();
      try {
        assertThat(Segments.texts(database, "SELECT " + sql + " AS value, 1 AS last"))
            .as("seed %d: %s", seed, text)
            .hasSize(1);
      } catch (dev.sonde.engine.store.StoreException e) {
        // Only what is no regular expression to the store; that is asked before.
        assertThat(patterns)
            .as("seed %d: %s made %s: %s", seed, text, sql, e.getMessage())
            .isTrue();
      }
    }
    assertThat(understood).isGreaterThan(100);
    assertThat(database.number("SELECT one FROM kept")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void a_text_comes_back_as_it_was_written(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append("'\"\\;-ü?:{}$ax".charAt(random.nextInt(12)));
      }
      String written = "'" + text.toString().replace("'", "''") + "'";
      assertThat(value(written)).as("seed %d", seed).isEqualTo(text.toString());
    }
  }
}
