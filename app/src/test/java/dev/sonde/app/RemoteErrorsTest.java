package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sonde.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Asking a server goes wrong as asking a file does")
class RemoteErrorsTest {

  private static final String FILE =
      "../testkit/src/main/resources/corpus/simulated/failures/otlp.jsonl.gz";

  @TempDir static Path folder;

  private static Serving serving;

  @BeforeAll
  static void serve() {
    serving = Serving.of(folder, FILE);
  }

  @AfterAll
  static void close() {
    serving.close();
  }

  private static Sonde.Ran run(Object... words) {
    return new Sonde(folder).run(words);
  }

  private static void assertSame(Object... words) {
    Object[] local = words.clone();
    for (int i = 0; i < local.length; i++) {
      local[i] = local[i].equals(serving.address()) ? FILE : local[i];
    }
    Sonde.Ran expected = run(local);
    Sonde.Ran ran = run(words);
    assertThat(ran.exit()).isEqualTo(expected.exit());
    assertThat(ran.err()).isEqualTo(expected.err().replace(FILE, serving.address()));
    assertThat(ran.out()).isEqualTo(expected.out());
  }

  private static void assertFailed(Sonde.Ran ran, int exit, String... said) {
    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("sonde: ").contains(said);
    assertThat(ran.err().lines().count()).isBetween(1L, 3L);
  }

  @Test
  void what_is_not_known_is_told_with_what_is_near() {
    String address = serving.address();
    assertSame("observe", "overview", address, "--run", "nope");
    assertSame("observe", "task", address, "no such task");
    assertSame("observe", "workers", address, "--worker", "nobody");
    assertSame("observe", "overview", address, "--sort", "nothing", "--csv");
    assertSame("observe", "logs", address, "--grep", "(");
    assertSame("observe", "task", address);
    assertSame("sql", address, "SELECT * FROM spam");
    assertSame("sql", address, "SELECT 1; SELECT 2");
    assertSame("sql", address);
    assertSame("export", address, "--to", "csv", "-o", "-", "--run", "nope");
  }

  @Test
  void sql_is_answered_in_every_form() {
    String address = serving.address();
    String query = "SELECT name, count(*) AS n FROM span GROUP BY name ORDER BY n DESC, name";
    assertSame("sql", address, query);
    assertSame("sql", address, query, "--csv");
    assertSame("sql", address, query, "--csv", "--limit", "3");
    assertSame("sql", address, "SELECT 1 AS n", "--csv", "--limit", "1");
    Sonde.Ran json = run("sql", address, query, "--json", "--limit", "3");
    assertThat(json.json().at("/result"))
        .isEqualTo(run("sql", FILE, query, "--json", "--limit", "3").json().at("/result"));
    assertThat(json.err()).isEqualTo("sonde: cut at 3 rows; --limit N takes more\n");
  }

  @Test
  void exports_are_the_same_bytes() throws IOException {
    String address = serving.address();
    for (String format : new String[] {"chrome", "otlp", "jsonl", "csv"}) {
      assertSame("export", address, "--to", format, "-o", "-");
    }
    Path file = folder.resolve("tasks.parquet");
    Sonde.Ran ran =
        run("export", address, "--to", "parquet", "--what", "tasks", "-o", file.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("rows of tasks");
    assertThat(Files.readAllBytes(file)).startsWith("PAR1".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void explain_prints_the_sql() {
    Sonde.Ran remote = run("observe", "prefixes", serving.address(), "--explain");
    Sonde.Ran local = run("observe", "prefixes", FILE, "--explain");
    assertThat(remote.err()).isEqualTo(local.err()).contains("SELECT");
  }

  @Test
  void a_token_is_demanded_and_shown() {
    ServerOptions options = ServerOptions.DEFAULTS.withToken("sesame");
    try (Serving closed = Serving.of(folder, options, FILE)) {
      assertFailed(run("observe", "overview", closed.address()), 4, "token", "SONDE_TOKEN");
      assertFailed(run("observe", "overview", closed.address(), "--token", "wrong"), 4, "token");
      assertThat(run("observe", "overview", closed.address(), "--token", "sesame").exit()).isZero();
      Sonde set = new Sonde(folder, Map.of("SONDE_TOKEN", "sesame"));
      assertThat(set.run("observe", "overview", closed.address()).exit()).isZero();
    }
  }

  @Test
  void who_answers_and_is_not_sonde_is_named() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] page = "<title>Jaeger UI</title>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try {
      String address = "http://127.0.0.1:" + other.getAddress().getPort();
      assertFailed(
          run("observe", "overview", address), 4, address, "is not Sonde", "looks like Jaeger");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void an_address_that_is_none_is_wrong_usage() {
    assertFailed(run("observe", "overview", "http://"), 2, "http://");
    assertFailed(run("observe", "overview", "http://a b"), 2, "not an address");
    assertFailed(run("observe", "overview", serving.address(), FILE), 2, "asked alone");
    assertFailed(run("observe", "overview", serving.address(), "--format", "otlp"), 2, "--format");
    assertFailed(run("observe", "overview", FILE, "--follow"), 2, "--follow");
    assertFailed(run("observe", "overview", serving.address(), "--for", "1s"), 2, "--for");
    assertFailed(run("logs", FILE, "--follow"), 2, "--follow");
  }

  @Test
  void nothing_named_asks_the_server_of_the_default_store() throws IOException {
    Path store = Files.createDirectories(folder.resolve("data/sonde"));
    Path file = store.resolve("server.json");
    Files.writeString(
        file,
        "{\"http\": \"%s\", \"pid\": %d}"
            .formatted(serving.address(), ProcessHandle.current().pid()));
    assertThat(run("observe", "overview", "--json").json().at("/source/location").asText())
        .isEqualTo(serving.address());
    // Whose process is no more: the usual address, where no server of a test listens.
    Sonde elsewhere = new Sonde(folder, Map.of("SONDE_URL", "http://127.0.0.1:1"));
    assertFailed(elsewhere.run("observe", "overview"), 4, "http://127.0.0.1:1");
    Files.delete(file);
  }

  @Test
  void logs_are_merged_over_files_and_servers() {
    Sonde.Ran one = run("logs", FILE);
    assertThat(one.exit()).as(one.err()).isZero();
    Sonde.Ran remote = run("logs", serving.address());
    assertThat(remote.out()).isEqualTo(one.out()).isNotEmpty();
    Sonde.Ran both = run("logs", FILE, serving.address(), "--json");
    long records = run("logs", FILE, "--json").out().lines().count();
    assertThat(both.out().lines().count()).isEqualTo(2 * records);
    // Of each, in the order of time.
    assertThat(both.out().lines().map(line -> line.replaceAll(".*\"time_ns\":\"(\\d+)\".*", "$1")))
        .isSorted();
  }
}
