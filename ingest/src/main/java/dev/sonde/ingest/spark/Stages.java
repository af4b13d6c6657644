package dev.sonde.ingest.spark;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stages of an application that were told of, the oldest forgotten when they are too many. */
final class Stages {

  private static final int REMEMBERED = 10_000;

  /** Every task of a stage waits for every task of its parents: more edges than this tell nobody anything. */
  private static final long MOST_PARENT_TASKS = 1_000;

  private static final long MOST_EDGES = 100_000;

  private final Map<Long, Stage> stages =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Stage> eldest) {
          return size() > REMEMBERED;
        }
      };

  private boolean capped;

  /** The stage with this id; one that was not told of has only its id. */
  Stage get(long id) {
    Stage known = stages.get(id);
    return known == null ? new Stage(id, null, List.of(), 0) : known;
  }

  /** A job asks for a stage; several jobs may ask for the same. */
  void asked(long id, Attributes info, long job, long submitted) {
    Stage stage = stages.computeIfAbsent(id, i -> Stage.of(i, info));
    if (stage.job == null) {
      stage.job = job;
      stage.jobSubmitted = submitted;
    }
  }

  /** An attempt at a stage begins, so all its parents are done. */
  Stage submitted(long id, Attributes info, long time) {
    Stage stage = stages.computeIfAbsent(id, i -> Stage.of(i, info));
    if (stage.submitted == null) {
      stage.dependencies = dependencies(stage);
    }
    stage.submitted = time;
    return stage;
  }

  /** Whether dependencies were left out since this was asked last. */
  boolean wasCapped() {
    boolean was = capped;
    capped = false;
    return was;
  }

  /** Parents that never ran here were skipped, as what they made was there: they have no tasks. */
  private @Nullable Value dependencies(Stage stage) {
    long count = 0;
    for (long parent : stage.parents) {
      Stage known = get(parent);
      count += known.submitted == null ? 0 : Math.clamp(known.tasks, 0, MOST_PARENT_TASKS + 1);
    }
    if (count > MOST_PARENT_TASKS || count * Math.max(1, stage.tasks) > MOST_EDGES) {
      capped = true;
      return null;
    }
    List<String> keys = new ArrayList<>();
    for (long parent : stage.parents) {
      Stage known = get(parent);
      for (long i = 0; known.submitted != null && i < known.tasks; i++) {
        keys.add(parent + "." + i);
      }
    }
    return Value.ofTexts(keys);
  }
}
