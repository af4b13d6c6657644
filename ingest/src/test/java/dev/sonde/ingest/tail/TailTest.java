package dev.sonde.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.ingest.Importers;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.RecordJson;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {

  @TempDir Path home;
  private Path folder;
  private Path file;

  /** What a store would do: keep a piece once, by its digest. */
  private final List<String> kept = new ArrayList<>();

  private final Set<Long> digests = new HashSet<>();

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(home.resolve("watched"));
    file = folder.resolve("app.jsonl");
  }

  private boolean keep(Chunk chunk) {
    if (digests.add(chunk.high() ^ chunk.low())) {
      for (WideEvent record : chunk.batch().records()) {
        kept.add(((Event) record).name());
      }
    }
    return true;
  }

  private Tail tail() throws IOException {
    return new Tail(List.of(folder), Importers.ALL, home.resolve("positions"));
  }

  private static String line(String name) {
    return RecordJson.write(
            new Event(
                Origin.UNKNOWN,
                1_000,
                name,
                9,
                new Value.Text("text of " + name),
                SpanId.NONE,
                Attributes.EMPTY,
                Attributes.EMPTY))
        + "\n";
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void only_whole_lines_are_taken_and_the_rest_once_it_is_there() throws IOException {
    try (Tail tail = tail()) {
      String second = line("two");
      append(file, line("one") + second.substring(0, 20));
      tail.poll(this::keep);
      assertThat(kept).containsExactly("one");
      append(file, second.substring(20) + line("three"));
      tail.poll(this::keep);
      assertThat(kept).containsExactly("one", "two", "three");
      assertThat(tail.poll(this::keep)).isFalse();
    }
  }

  @Test
  void a_file_that_is_renamed_goes_on_and_the_new_one_begins() throws IOException {
    try (Tail tail = tail()) {
      append(file, line("one"));
      tail.poll(this::keep);
      append(file, line("two"));
      Path old = folder.resolve("app.jsonl.1");
      Files.move(file, old);
      append(file, line("three"));
      append(old, line("late"));
      tail.poll(this::keep);
      assertThat(kept).containsExactlyInAnyOrder("one", "two", "late", "three");
    }
  }

  @Test
  void the_rest_of_a_file_that_is_removed_is_still_taken() throws IOException {
    try (Tail tail = tail()) {
      append(file, line("one"));
      tail.poll(this::keep);
      append(file, line("two") + line("unended").strip());
      Files.delete(file);
      tail.poll(this::keep);
      assertThat(kept).containsExactly("one", "two", "unended");
      assertThat(tail.followed()).isZero();
    }
  }

  @Test
  void a_file_that_is_cut_off_is_read_from_its_beginning() throws IOException {
    try (Tail tail = tail()) {
      append(file, line("one") + line("two"));
      tail.poll(this::keep);
      Files.writeString(file, line("new"), StandardOpenOption.TRUNCATE_EXISTING);
      tail.poll(this::keep);
      assertThat(kept).containsExactly("one", "two", "new");
    }
  }

  @Test
  void a_file_that_is_written_anew_to_more_than_before_is_seen_as_another() throws IOException {
    try (Tail tail = tail()) {
      append(file, line("one"));
      tail.poll(this::keep);
      Files.writeString(file, line("uno") + line("due"), StandardOpenOption.TRUNCATE_EXISTING);
      tail.poll(this::keep);
      assertThat(kept).containsExactly("one", "uno", "due");
    }
  }

  @Test
  void another_file_of_the_same_name_that_took_its_place_is_read_whole() throws IOException {
    try (Tail tail = tail()) {
      append(file, line("one"));
      tail.poll(this::keep);
      append(file, line("two"));
      Path fresh = Files.writeString(home.resolve("fresh"), line("other"));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      tail.poll(this::keep);
      assertThat(kept).containsExactlyInAnyOrder("one", "two", "other");
    }
  }

  @Test
  void a_restart_goes_on_where_it_ended() throws IOException {
    append(file, line("one"));
    try (Tail tail = tail()) {
      tail.poll(this::keep);
    }
    append(file, line("two"));
    try (Tail tail = tail()) {
      tail.poll(this::keep);
    }
    assertThat(kept).containsExactly("one", "two");
  }

  @Test
  void what_was_kept_by_a_store_that_then_died_is_offered_as_the_same_piece() throws IOException {
    append(file, line("one"));
    try (Tail tail = tail()) {
      // The store kept it, and its answer never came.
      tail.poll(chunk -> {
        keep(chunk);
        return false;
      });
    }
    append(file, line("two"));
    try (Tail tail = tail()) {
      tail.poll(this::keep);
      tail.poll(this::keep);
    }
    assertThat(kept).containsExactly("one", "two");
  }

  @Test
  void what_is_refused_comes_again_and_nothing_is_skipped() throws IOException {
    append(file, line("one"));
    try (Tail tail = tail()) {
      assertThat(tail.poll(chunk -> false)).isFalse();
      append(file, line("two"));
      tail.poll(this::keep);
    }
    assertThat(kept).containsExactly("one", "two");
  }

  @Test
  void what_is_no_telemetry_is_left_alone_and_named() throws IOException {
    append(folder.resolve("notes.txt"), "nothing of the kind\n".repeat(5000));
    append(folder.resolve(".hidden.jsonl"), line("hidden"));
    append(file, line("one"));
    try (Tail tail = tail()) {
      tail.poll(this::keep);
      assertThat(kept).containsExactly("one");
      assertThat(tail.problems()).singleElement().asString().contains("notes.txt");
    }
  }

  @Test
  void a_secret_in_a_file_does_not_come_through() throws IOException {
    Event said =
        new Event(
            Origin.UNKNOWN,
            1_000,
            "login",
            9,
            null,
            SpanId.NONE,
            Attributes.of("db.password", new Value.Text("hunter2")),
            Attributes.EMPTY);
    append(file, RecordJson.write(said) + "\n");
    List<String> values = new ArrayList<>();
    try (Tail tail = tail()) {
      tail.poll(chunk -> {
        chunk.batch().records().forEach(r -> values.add(r.attributes().text("db.password")));
        return true;
      });
    }
    assertThat(values).containsExactly("[redacted]");
  }

  @Test
  void a_line_that_is_damaged_costs_only_itself() throws IOException {
    append(file, line("one") + "{\"kind\":\"event\",oh no\n" + line("two"));
    List<Long> rejected = new ArrayList<>();
    try (Tail tail = tail()) {
      tail.poll(chunk -> {
        rejected.add(chunk.problems().rejected());
        return keep(chunk);
      });
    }
    assertThat(kept).containsExactly("one", "two");
    assertThat(rejected).containsExactly(1L);
  }

  @Test
  void whatever_the_pieces_in_which_a_file_grows_every_line_is_taken_once() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Path grows = folder.resolve("grows-" + seed + ".jsonl");
      StringBuilder all = new StringBuilder();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String name = seed + "-" + i + "é".repeat(random.nextInt(3));
        names.add(name);
        all.append(line(name));
      }
      byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
      kept.clear();
      int at = 0;
      while (at < bytes.length) {
        int more = Math.min(bytes.length - at, random.nextInt(900));
        Files.write(
            grows,
            java.util.Arrays.copyOfRange(bytes, at, at + more),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        at += more;
        boolean dies = random.nextInt(4) == 0;
        try (Tail tail = tail()) {
          tail.poll(chunk -> keep(chunk) && !dies);
        }
      }
      try (Tail tail = tail()) {
        tail.poll(this::keep);
      }
      assertThat(kept).as("seed %d", seed).containsExactlyElementsOf(names);
    }
  }
}
