package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What changes is shown as it changes")
class FollowTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = 1_790_000_000_000_000_000L;

  @TempDir Path folder;

  private Serving serving;

  @BeforeEach
  void serve() {
    serving = Serving.live(folder);
  }

  @AfterEach
  void close() {
    serving.close();
  }

  private static Origin origin(String service) {
    return new Origin(Attributes.of("service.name", Value.of(service)));
  }

  private static WideEvent span(int number) {
    return new Span(
        origin("shop"),
        new SpanId(1, number, number),
        0,
        "work",
        Span.Kind.INTERNAL,
        START + number,
        START + number + 1000,
        Span.Status.OK,
        "",
        Attributes.EMPTY,
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  private static WideEvent log(int number) {
    return new Event(
        origin("shop"),
        START + number,
        "",
        number % 2 == 0 ? 9 : 13,
        Value.of("line " + number),
        SpanId.NONE,
        Attributes.EMPTY,
        Attributes.EMPTY);
  }

  /** The lines that a command prints until its server closes. */
  private final class Running {
    final List<String> lines = new ArrayList<>();
    final CompletableFuture<Sonde.Ran> ended = new CompletableFuture<>();

    Running(Object... words) {
      Thread.ofPlatform()
          .start(() -> {
            LineWriter out = new LineWriter(this::line);
            ended.complete(new Sonde(folder).writing(out).run(words));
          });
    }

    private synchronized void line(String line) {
      lines.add(line);
      notifyAll();
    }

    synchronized List<String> await(int number) {
      long end = System.nanoTime() + 60_000_000_000L;
      while (lines.size() < number) {
        long left = (end - System.nanoTime()) / 1_000_000;
        assertThat(left).as("time for line " + number + " of " + lines).isPositive();
        try {
          wait(left);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return List.copyOf(lines);
    }
  }

  @Test
  void an_answer_comes_again_when_it_has_changed() throws IOException {
    Running running = new Running("observe", "stats", serving.address(), "--follow", "--json");
    running.await(1);
    serving.offer(span(1));
    running.await(2);
    serving.offer(span(2), span(3));
    List<String> lines = running.await(3);
    List<Long> counts = new ArrayList<>();
    for (String line : lines) {
      JsonNode count = JSON.readTree(line).at("/result/rows/0/count");
      counts.add(count.isMissingNode() ? 0 : count.asLong());
    }
    assertThat(counts).containsExactly(0L, 1L, 3L);
    serving.close();
    Sonde.Ran ran = running.ended.join();
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("broke off");
  }

  @Test
  void texts_stand_behind_each_other_with_a_line_between_and_end_when_told() {
    serving.offer(span(1));
    serving.awaitRecords(1);
    Sonde.Ran ran =
        new Sonde(folder).run("observe", "stats", serving.address(), "--follow", "--for", "700ms");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .isEqualTo(new Sonde(folder).run("observe", "stats", serving.address()).out());
  }

  @Test
  void logs_come_once_each_however_they_arrive() {
    for (int i = 0; i < 10; i++) {
      serving.offer(log(i));
    }
    serving.awaitRecords(10);
    Running all = new Running("logs", serving.address(), "--follow");
    Running warned = new Running("logs", serving.address(), "--follow", "--level", "warn");
    all.await(10);
    List<String> expected = new ArrayList<>();
    for (int i = 10; i < 200; i += 5) {
      serving.offer(log(i), log(i + 1), log(i + 2), log(i + 3), log(i + 4));
    }
    for (int i = 0; i < 200; i++) {
      expected.add("line " + i);
    }
    assertThat(all.await(200).stream().map(line -> line.replaceFirst(".*  line", "line")))
        .containsExactlyElementsOf(expected);
    assertThat(all.lines.getFirst()).contains("info", "shop");
    assertThat(warned.await(100)).allMatch(line -> line.contains("warn"));
    serving.close();
    assertThat(all.ended.join().exit()).isEqualTo(4);
    assertThat(all.lines).hasSize(200);
    assertThat(warned.ended.join().exit()).isEqualTo(4);
    assertThat(warned.lines).hasSize(100);
  }

  @Test
  void a_reader_that_does_not_read_holds_nobody_up() throws IOException {
    try (Socket silent = open("GET /api/stream?view=spans&limit=1000 HTTP/1.1")) {
      for (int i = 0; i < 3000; i += 100) {
        List<WideEvent> some = new ArrayList<>();
        for (int n = i; n < i + 100; n++) {
          some.add(span(n));
        }
        serving.offer(some.toArray(WideEvent[]::new));
      }
      serving.awaitRecords(3000);
      JsonNode answer = new Sonde(folder).observe("stats", serving.address());
      assertThat(answer.at("/result/rows/0/count").asLong()).isEqualTo(3000);
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void more_streams_than_there_are_places_for_are_refused() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        Socket socket = open("GET /api/stream HTTP/1.1");
        open.add(socket);
        assertThat(line(socket)).isEqualTo("HTTP/1.1 200 OK");
      }
      Socket one = open("GET /api/stream HTTP/1.1");
      open.add(one);
      assertThat(line(one)).startsWith("HTTP/1.1 503");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void a_query_whose_asker_goes_is_given_up() throws IOException {
    String body =
        "{\"sql\": \"SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range % 7 = b.range % 11\","
            + " \"timeout_s\": 600}";
    String head =
        "POST /api/sql HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length();
    // As many as may run at once: were they not given up, nobody could ask any more.
    try (Socket one = open(head);
        Socket two = open(head)) {
      for (Socket socket : List.of(one, two)) {
        socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      }
    }
    Sonde.Ran ran = new Sonde(folder).run("sql", serving.address(), "SELECT 7 AS n", "--csv");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualTo("n\r\n7\r\n");
  }

  private Socket open(String head) throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(serving.address()).getPort());
    socket.setSoTimeout(30_000);
    socket
        .getOutputStream()
        .write((head + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String line(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }
}
