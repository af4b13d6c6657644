package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that records are put together by, as SQL: {@code k0}, {@code k1}, … stand for their values
 * as text.
 */
public record ByKeys(List<String> keys) {

  private static final Sql KNOWN = Sql.of(ByKeys.class, "known_keys");
  private static final Sql USUAL = Sql.of(ByKeys.class, "usual_key");

  /** More would neither fit on a page nor mean anything. */
  private static final int MOST = 8;

  /** Short words for long keys; an attribute that is called so goes before. */
  private static final Map<String, String> SHORT =
      Map.of(
          "agent", Keys.GEN_AI_AGENT_NAME,
          "action", "action.name",
          "process", "process.pid",
          "host", "host.name",
          "thread", "thread.name",
          "task", Keys.TASK_KEY,
          "prefix", Keys.TASK_PREFIX,
          "trace", "trace_id",
          "span", "span_id");

  /** Two words for one column. */
  private static final Map<String, String> SAME =
      Map.of("service", Keys.SERVICE_NAME, "worker", Keys.WORKER_ID, "run", Keys.RUN_ID);

  /** What every record may have without an attribute of that name. */
  private static final List<String> COLUMNS =
      List.of(
          "name",
          "service",
          "service.name",
          "worker",
          "worker.id",
          "run",
          "run.id",
          "task.key",
          "task.prefix",
          "trace_id",
          "span_id",
          "status",
          "component",
          "role",
          "task.phase",
          "severity",
          "unit");

  public ByKeys {
    keys = List.copyOf(keys);
  }

  /**
   * Keys as they are written in one option, parted by commas.
   *
   * @throws UsageException where there is none, one stands twice, or there are too many
   */
  public static List<String> parse(String option, String written) {
    List<String> keys = new ArrayList<>();
    for (String part : written.split(",", -1)) {
      String key = part.strip();
      if (key.isEmpty()) {
        throw new UsageException(
            "--%s '%s': write keys parted by commas, e.g. %s"
                .formatted(option, written, "worker.id,task.prefix"));
      }
      keys.add(key);
    }
    return distinct(option, keys);
  }

  /** The same keys, none of them twice. */
  public static List<String> distinct(String option, List<String> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.indexOf(keys.get(i)) < i) {
        throw new UsageException("--" + option + ": " + keys.get(i) + " stands there twice");
      }
    }
    if (keys.size() > MOST) {
      throw new UsageException(
          "--%s names %d keys, and no more than %d are taken".formatted(option, keys.size(), MOST));
    }
    return List.copyOf(keys);
  }

  /** The keys that are meant: short words stand for long keys where no attribute is called so. */
  public static ByKeys of(Ask ask, List<String> written) {
    List<String> known = written.stream().anyMatch(SHORT::containsKey) ? known(ask) : List.of();
    return new ByKeys(
        written.stream()
            .map(key -> SAME.getOrDefault(key, key))
            .map(key -> known.contains(key) ? key : SHORT.getOrDefault(key, key))
            .toList());
  }

  /** The key that most answers begin with here: of tasks, else agents, workers, services, else names. */
  public static String usual(Ask ask) {
    return ask.one(
        USUAL.with("agent", ask.value("span", Keys.GEN_AI_AGENT_NAME)),
        Map.of(),
        row -> row.text("key"));
  }

  /** Every key of an attribute here, in alphabetical order. */
  public static List<String> known(Ask ask) {
    return ask.rows(KNOWN, row -> row.text("key"));
  }

  /** What to say where no record has all keys: which of them nothing has, with the nearest there are. */
  public String missing(Ask ask) {
    List<String> known = new ArrayList<>(known(ask));
    for (String key : keys) {
      if (!known.contains(key) && !COLUMNS.contains(key)) {
        known.addAll(List.of("name", "service.name", "worker.id", "task.key", "task.prefix"));
        return "No record here has " + key + "; nearest: " + String.join(", ", nearest(key, known));
      }
    }
    return keys.size() == 1
        ? "No record here has " + keys.getFirst() + "."
        : "No record here has all of " + String.join(", ", keys) + ".";
  }

  private static List<String> nearest(String key, List<String> known) {
    return Suggestion.nearest(key, known.stream().distinct().toList());
  }

  /** {@code k0, k1}. */
  public String names() {
    return list(i -> "k" + i);
  }

  /** The keys' values among the columns of a relation, under those names. */
  public String columns(Ask ask, String relation) {
    return list(i -> ask.value(relation, keys.get(i)) + " AS k" + i);
  }

  /** Whether all are there. */
  public String present() {
    return IntStream.range(0, keys.size())
        .mapToObj(i -> "k" + i + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }

  /** The keys' values of a row; null where it has none. */
  public List<@Nullable String> values(Row row) {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      values.add(row.textOrNull("k" + i));
    }
    return values;
  }

  private String list(IntFunction<String> each) {
    return IntStream.range(0, keys.size()).mapToObj(each).collect(Collectors.joining(", "));
  }
}
