package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("observe cache")
class CacheViewTest {

  private static final long BEGIN = 1_790_000_000_000_000_000L;

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();

  @Test
  void a_hit_saved_what_its_key_took_when_it_was_last_missed_in_any_run() throws IOException {
    task("one", "a-1", 0, 4);
    look("one", "a-1", "key-a", false, 0);
    task("one", "a-2", 5, 2);
    look("one", "a-2", "key-a", false, 5);
    look("one", "a-3", "key-a", true, 8);
    look("two", "a-1", "key-a", true, 10);
    look("two", "b-1", "key-b", true, 11);
    task("two", "c-1", 12, 1);
    look("two", "c-1", "key-c", false, 12);

    JsonNode all = ask("--run", "all");
    assertThat(all.get("lookups").asLong()).isEqualTo(6);
    assertThat(all.get("hits").asLong()).isEqualTo(3);
    assertThat(all.get("unmatched").asLong()).isEqualTo(1);
    assertThat(all.get("saved_s").asDouble()).isCloseTo(4, within(1e-9));
    JsonNode a = all.at("/prefixes/0");
    assertThat(a.get("prefix").asText()).isEqualTo("a");
    assertThat(a.get("lookups").asLong()).isEqualTo(4);
    assertThat(a.at("/misses_because/first").asLong()).isEqualTo(1);
    assertThat(a.at("/misses_because/again").asLong()).isEqualTo(1);

    JsonNode two = ask("--run", "two");
    assertThat(two.get("lookups").asLong()).isEqualTo(3);
    assertThat(two.get("saved_s").asDouble()).isCloseTo(2, within(1e-9));
  }

  @Test
  void a_task_that_says_so_itself_counts_where_no_look_up_is_told() throws IOException {
    task("one", "a-1", 0, 4, "miss");
    task("one", "a-2", 5, 2, "hit");
    look("one", "a-2", "key-a", true, 5);
    task("one", "b-1", 8, 1, "hit");

    JsonNode result = ask();
    assertThat(result.get("lookups").asLong()).isEqualTo(3);
    assertThat(result.get("hits").asLong()).isEqualTo(2);
  }

  @Test
  void nothing_looked_up_is_said_with_what_would_tell() throws IOException {
    task("one", "a-1", 0, 4);
    Path file = Files.write(folder.resolve("plain.jsonl"), lines);

    assertThat(new Sonde(folder).run("observe", "cache", file).out())
        .contains("Nothing was looked up here", "cache.lookup", "task.cache");
  }

  private JsonNode ask(String... more) throws IOException {
    Path file = Files.write(folder.resolve("looked.jsonl"), lines);
    List<Object> words = new ArrayList<>(List.of("cache", file));
    words.addAll(List.of(more));
    return new Sonde(folder).observe(words.toArray()).get("result");
  }

  private void task(String run, String key, long second, long seconds) {
    task(run, key, second, seconds, null);
  }

  private void task(String run, String key, long second, long seconds, String cache) {
    lines.add(
        """
        {"kind":"span","name":"%s","trace_id":"%032x","span_id":"%016x","start_ns":"%d","end_ns":"%d",\
        "status":"ok","resource":{"service.name":"worker","worker.id":"w","run.id":"%s"},\
        "attributes":{"task.key":"%s","task.prefix":"%s","task.attempt":1%s}}\
        """
            .formatted(
                key,
                lines.size() + 1,
                lines.size() + 1,
                at(second),
                at(second + seconds),
                run,
                key,
                key.substring(0, 1),
                cache == null ? "" : ",\"task.cache\":\"" + cache + "\""));
  }

  private void look(String run, String task, String key, boolean hit, long second) {
    lines.add(
        """
        {"kind":"event","name":"cache.lookup","time_ns":"%d",\
        "resource":{"service.name":"worker","run.id":"%s"},\
        "attributes":{"cache.key":"%s","cache.hit":%b,"task.key":"%s","task.prefix":"%s"}}\
        """
            .formatted(at(second), run, key, hit, task, task.substring(0, 1)));
  }

  private static long at(long second) {
    return BEGIN + second * 1_000_000_000L;
  }
}
