package dev.sonde.ingest.scalable;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys of tasks. Where a dialect has no ids, a task is its name with its arguments and, as these may
 * repeat, how many of them came before: rows of equal tasks are paired first in, first out.
 */
final class TaskKeys {

  private static final int REMEMBERED = 500_000;

  private final Map<String, int[]> counts = new HashMap<>();

  String key(Step step, Attributes row) {
    String id = step.id();
    if (id != null && !id.isEmpty()) {
      return id;
    }
    String called = step.name() + arguments(row.get("args"));
    if (step.kind() == null || (counts.size() >= REMEMBERED && !counts.containsKey(called))) {
      return called;
    }
    int[] seen = counts.computeIfAbsent(called, key -> new int[3]);
    int nth =
        switch (step.kind()) {
          case SUBMITTED -> ++seen[0];
          case STARTED -> ++seen[1];
          case SUCCEEDED, FAILED, CANCELLED -> ++seen[2];
        };
    return nth == 1 ? called : called + "#" + nth;
  }

  private static String arguments(@org.jspecify.annotations.Nullable Value args) {
    if (!(args instanceof Value.Map map) || map.entries().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("(");
    map.entries()
        .forEach((name, value) -> {
          text.append(text.length() == 1 ? "" : ", ").append(name).append('=');
          if (value instanceof Value.Text said) {
            text.append(said.value());
          } else {
            AttributesJson.write(value, text);
          }
        });
    return text.append(')').toString();
  }
}
