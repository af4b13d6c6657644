package dev.sonde.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.doctor.Facts.Answerer;
import dev.sonde.app.doctor.Facts.Asked;
import dev.sonde.app.doctor.Facts.Books;
import dev.sonde.app.doctor.Facts.Cache;
import dev.sonde.app.doctor.Facts.Chosen;
import dev.sonde.app.doctor.Facts.Closed;
import dev.sonde.app.doctor.Facts.Disk;
import dev.sonde.app.doctor.Facts.Folder;
import dev.sonde.app.doctor.Facts.Health;
import dev.sonde.app.doctor.Facts.Holdings;
import dev.sonde.app.doctor.Facts.Left;
import dev.sonde.app.doctor.Facts.Name;
import dev.sonde.app.doctor.Facts.Nobody;
import dev.sonde.app.doctor.Facts.Port;
import dev.sonde.app.doctor.Facts.Sender;
import dev.sonde.app.doctor.Facts.Server;
import dev.sonde.app.doctor.Facts.Stranger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Findings are sentences with a figure and what to do")
class FindingsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 1_790_000_000 * SECOND;
  private static final String URL = "http://h:8787";
  private static final long GIB = 1L << 30;
  private static final Cache CACHE = new Cache("/c", 2, 3 << 20, 10 * GIB);
  private static final String CACHED =
      "ok the cache in /c takes 3 MiB for 2 sources, of at most 10 GiB";
  private static final Folder EMPTY = new Folder("/s", false, 0, null, null, null, null);
  private static final Books NONE = new Books(0, 0, 0, Map.of(), Map.of(), Map.of());
  private static final Disk DISK = new Disk(5 << 20, 1 << 20, 100 * GIB, 2, 0, 0);
  private static final Holdings ONE =
      new Holdings(
          9,
          1,
          0,
          List.of(new Sender("shop", 10, NOW - 5 * SECOND, List.of("opentelemetry java 1.50.0"))),
          List.of(new Name("shop", "checkout", 8)));

  /** Each as its word, its sentence, and behind an arrow what to do. */
  private static List<String> said(Facts facts) {
    List<String> said = new ArrayList<>();
    for (Finding finding : Findings.of(facts)) {
      said.add(
          finding.severity().word()
              + " "
              + finding.what()
              + (finding.advice() == null ? "" : " -> " + finding.advice()));
    }
    return said;
  }

  private static Facts facts(Chosen chosen, Answerer answerer, Folder folder, Port... ports) {
    return new Facts(
        NOW, new Asked(URL, chosen), answerer, List.of(ports), folder, CACHE, Map.of("sonde", "1"));
  }

  private static Books books(long received, long stored) {
    return new Books(received, stored, received - stored, Map.of(), Map.of(), Map.of());
  }

  private static Health health(Books books, Long last, Disk disk, String... troubles) {
    return new Health(true, books, NOW, last, null, disk, List.of(troubles), Map.of("sonde", "1"));
  }

  private static Facts served(Health health, Holdings holdings, String... unanswered) {
    return facts(Chosen.ARGUMENT, new Server(health, holdings, 0.01, List.of(unanswered)), EMPTY);
  }

  private static Port port(boolean taken, String holder, boolean ours) {
    return new Port(4318, "OTLP over HTTP", "--otlp-http", taken, holder, ours);
  }

  @Test
  void no_server_anywhere_is_a_note_that_says_where_was_looked() {
    assertThat(said(facts(Chosen.USUAL, new Nobody("refused"), EMPTY, port(false, null, false))))
        .containsExactly(
            "note no server runs: $SONDE_URL is not set, there is no /s/server.json, and nothing"
                + " answers at http://h:8787 (refused) -> sonde serve",
            "note there is no store in /s yet: sonde serve makes it",
            "ok the ports of a server are free: 4318",
            CACHED);
  }

  @Test
  void an_address_that_was_given_and_is_silent_is_a_problem() {
    assertThat(said(facts(Chosen.VARIABLE, new Nobody("refused"), EMPTY)).getFirst())
        .isEqualTo(
            "problem no server answers at http://h:8787, the address in $SONDE_URL (refused)"
                + " -> sonde serve");
    assertThat(said(facts(Chosen.ARGUMENT, new Nobody("timed out"), EMPTY)).getFirst())
        .isEqualTo(
            "problem no server answers at http://h:8787, the address that was named (timed out)"
                + " -> sonde serve");
  }

  @Test
  void a_stranger_and_a_closed_door_are_problems() {
    assertThat(said(facts(Chosen.USUAL, new Stranger("it looks like Dask: x"), EMPTY)).getFirst())
        .isEqualTo("problem what answers at http://h:8787 is not Sonde -> it looks like Dask: x");
    assertThat(said(facts(Chosen.USUAL, new Closed("a token is demanded"), EMPTY)).getFirst())
        .isEqualTo(
            "problem the server at http://h:8787 does not tell: a token is demanded"
                + " -> sonde doctor http://h:8787 --token TOKEN");
  }

  @Test
  void who_holds_a_port_is_named_with_the_option_that_chooses_another() {
    Port held = port(true, "pid 4711 (otelcol)", false);
    assertThat(said(facts(Chosen.USUAL, new Nobody("refused"), EMPTY, held)))
        .contains(
            "warn port 4318 (OTLP over HTTP) is held by pid 4711 (otelcol): sonde serve cannot"
                + " have it -> sonde serve --otlp-http 0");
    assertThat(said(facts(Chosen.USUAL, new Nobody("x"), EMPTY, port(true, null, false))))
        .contains(
            "warn port 4318 (OTLP over HTTP) is held by somebody else: sonde serve cannot have it"
                + " -> sonde serve --otlp-http 0");
    Server server = new Server(health(NONE, null, null), Holdings.NONE, 0.01, List.of());
    assertThat(said(facts(Chosen.USUAL, server, EMPTY, held)))
        .contains(
            "warn port 4318 (OTLP over HTTP) is held by pid 4711 (otelcol): what is sent there"
                + " does not come here -> OTEL_EXPORTER_OTLP_ENDPOINT=http://h:8787");
    assertThat(said(facts(Chosen.USUAL, server, EMPTY, port(false, null, false))))
        .contains(
            "note nobody listens on port 4318 (OTLP over HTTP), where exporters send by default"
                + " -> OTEL_EXPORTER_OTLP_ENDPOINT=http://h:8787");
    assertThat(said(facts(Chosen.USUAL, server, EMPTY, port(true, "pid 1", true))))
        .noneMatch(sentence -> sentence.contains("4318"));
  }

  @Test
  void what_a_killed_server_left_is_told_from_a_busy_one() {
    Folder left = new Folder("/s", true, 7 << 20, 2 * GIB, 12L, null, new Left(99, false, URL));
    assertThat(said(facts(Chosen.FOLDER, new Nobody(""), left)))
        .containsExactly(
            "warn 2 GiB are left on the disk of the store -> df -h /s",
            "note no server runs on the store in http://h:8787 -> sonde serve --store http://h:8787",
            "note /s/server.json names process 99, which is gone: that server was killed; what it"
                + " acknowledged is kept -> sonde serve",
            "ok the store in /s takes 7 MiB and can be opened: 12 records",
            CACHED);
    Folder busy =
        new Folder("/s", true, 7 << 20, null, null, "it is locked", new Left(99, true, URL));
    assertThat(said(facts(Chosen.SERVER_FILE, new Nobody("timed out"), busy)))
        .containsExactly(
            "problem no server answers at http://h:8787, the address in /s/server.json (timed out)",
            "problem the store in /s cannot be opened: it is locked",
            "warn /s/server.json names process 99, which is there, at http://h:8787: it is busy, or"
                + " its number went to another process -> ps -p 99",
            CACHED);
  }

  @Test
  void a_server_that_is_well_has_nothing_but_ok() {
    Health health =
        new Health(
            true, books(10, 10), NOW, NOW - SECOND, NOW - 60 * SECOND, DISK, List.of(), Map.of());
    assertThat(said(served(health, ONE)))
        .containsExactly(
            "ok Sonde answers at http://h:8787, the address that was named, in 10 ms",
            "ok records arrive: the last record came 1 s ago",
            "ok 1 service sent what is here: shop (10)",
            "ok nothing was refused, rejected or dropped",
            "ok the books balance: 10 received = 10 stored + 0 duplicate + 0 refused + 0 rejected"
                + " + 0 dropped",
            "ok the store takes 5 MiB, 1 MiB of it log, with 2 sealed files: 9 spans, 1 event,"
                + " 0 samples",
            "ok 100 GiB are left on the disk of the store",
            "ok 80 % of the records are spans named checkout of shop (8)",
            "ok the oldest record is of 1 m 00 s ago",
            CACHED);
  }

  @Test
  void nothing_that_arrives_comes_with_the_variables_that_change_that() {
    assertThat(said(served(health(NONE, null, DISK), Holdings.NONE)))
        .contains(
            "warn nothing has arrived yet -> OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"
                + " OTEL_EXPORTER_OTLP_ENDPOINT=http://h:8787 COMMAND");
    assertThat(said(served(health(books(7, 7), null, DISK), Holdings.NONE)))
        .contains(
            "note nothing has arrived since the server began; 7 records were stored before"
                + " -> OTEL_EXPORTER_OTLP_ENDPOINT=http://h:8787 COMMAND");
    assertThat(said(served(health(books(7, 7), NOW - 7200 * SECOND, DISK), Holdings.NONE)))
        .contains(
            "note the last record came 2 h 00 m ago: whoever sent has ended, or sends elsewhere"
                + " -> OTEL_EXPORTER_OTLP_ENDPOINT=http://h:8787 COMMAND");
  }

  @Test
  void each_loss_is_told_with_its_cause() {
    Books lost =
        new Books(
            100,
            20,
            2,
            Map.of("queue", 5L, "disk", 1L),
            Map.of("malformed", 60L),
            Map.of("sampled", 4L, "other", 8L));
    assertThat(said(served(health(lost, NOW, null), Holdings.NONE)).subList(0, 6))
        .containsExactly(
            "problem 60 records were rejected: not OTLP as it was announced"
                + " -> OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, with the port of OTLP over HTTP",
            "warn 1 record was refused: the disk was nearly full"
                + " -> sonde clear http://h:8787 --older-than 7d",
            "warn 5 records were refused: more came at once than could be written -> exporters send"
                + " them again; if it goes on: sonde serve --keep 10% --keep-errors",
            "warn 8 records were dropped: other -> sonde observe check http://h:8787",
            "note 4 records were dropped: of traces that were not chosen"
                + " -> sonde serve --keep 100% keeps all",
            "note 2 records came again and were kept once: exporters repeat what they were not told"
                + " of");
  }

  @Test
  void books_that_do_not_balance_are_a_problem() {
    Books wrong = new Books(10, 7, 0, Map.of(), Map.of("too_large", 1L), Map.of());
    assertThat(said(served(health(wrong, NOW, null), Holdings.NONE)).getFirst())
        .isEqualTo(
            "problem the books do not balance: 10 received, 8 accounted for (7 stored +"
                + " 0 duplicate + 0 refused + 1 rejected + 0 dropped)"
                + " -> curl http://h:8787/health");
  }

  @Test
  void a_store_that_is_large_a_log_that_is_long_and_a_disk_that_is_full_are_told() {
    Disk large = new Disk(20 * GIB, GIB, GIB / 2, 40, 200_000, 64 << 20);
    assertThat(said(served(health(books(9, 9), NOW, large, "the disk is full"), Holdings.NONE)))
        .startsWith(
            "problem the server is in trouble: the disk is full",
            "problem 512 MiB are left on the disk of the store: records will soon be refused"
                + " -> sonde clear http://h:8787 --older-than 7d",
            "warn 200,000 records (64 MiB) wait to be stored: more comes than can be written"
                + " -> sonde serve --keep 10% --keep-errors",
            "warn the log of 1 GiB has to be replayed by the next start",
            "note the store takes 20 GiB, 1 GiB of it log, with 40 sealed files: 0 spans, 0 events,"
                + " 0 samples -> sonde clear http://h:8787 --older-than 7d");
  }

  @Test
  void clocks_are_compared_with_the_servers() {
    Holdings ahead =
        new Holdings(
            2, 0, 0, List.of(new Sender("shop", 1, NOW + 90 * SECOND, List.of())), List.of());
    assertThat(said(served(health(books(2, 2), NOW, DISK), ahead)))
        .contains(
            "warn records of shop are dated 1 m 30 s ahead of the server's clock"
                + " -> timedatectl, where it runs");
    Holdings old =
        new Holdings(
            2,
            0,
            0,
            List.of(new Sender(null, 1, NOW - 90_000 * SECOND, List.of("a 1", "a 2"))),
            List.of());
    assertThat(said(served(health(books(2, 2), NOW, DISK), old)))
        .contains(
            "note 1 record name no service -> OTEL_SERVICE_NAME=NAME COMMAND",
            "note the latest record is dated 1 d 01 h before it came: it is of old, or the sender's"
                + " clock is behind",
            "note no service is sent by 2 versions: a 1, a 2"
                + " -> sonde observe versions http://h:8787");
    Health behind =
        new Health(
            true, NONE, NOW - 60 * SECOND, null, null, null, List.of(), Map.of("sonde", "0.9"));
    assertThat(said(served(behind, Holdings.NONE)))
        .contains(
            "note the clock of the server is 1 m 00 s behind the one here",
            "note the server is Sonde 0.9, this is 1");
  }

  @Test
  void a_server_of_files_a_slow_one_and_one_that_leaves_a_question_open_are_told() {
    Health files = new Health(false, books(3, 3), null, null, null, null, List.of(), Map.of());
    Server slow = new Server(files, ONE, 4, List.of("what is stored (too much)"));
    assertThat(said(facts(Chosen.SERVER_FILE, slow, EMPTY)))
        .startsWith(
            "warn it took 4 s to say how it is: it, or its machine, is busy"
                + " -> top, on the machine of the server",
            "warn not answered: what is stored (too much) -> sonde doctor http://h:8787, again later",
            "note it shows files, read-only: what is sent to it is not taken"
                + " -> sonde serve, without files, takes telemetry in",
            "ok Sonde answers at http://h:8787, the address in /s/server.json, in 4 s");
  }
}
