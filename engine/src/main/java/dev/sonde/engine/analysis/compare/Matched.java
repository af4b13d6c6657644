package dev.sonde.engine.analysis.compare;

import dev.sonde.model.vocabulary.TaskKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Both sides with one name for the same kind of work. Prefixes that only one side has may carry what
 * differs from run to run, a hash or a number, at their end; without it they match, unless two of one run
 * would become the same.
 */
record Matched(List<RunFigures> before, List<RunFigures> after) {

  static Matched of(List<RunFigures> before, List<RunFigures> after) {
    Map<Kind, Kind> stable = new HashMap<>();
    List<RunFigures> runs = new ArrayList<>(before);
    runs.addAll(after);
    Set<Kind> here = kinds(before);
    Set<Kind> there = kinds(after);
    for (RunFigures run : runs) {
      for (Kind kind : run.works().keySet()) {
        if (kind.isTasks()
            && kind.prefix() != null
            && !(here.contains(kind) && there.contains(kind))) {
          stable.put(kind, Kind.tasks(TaskKeys.prefix(kind.prefix())));
        }
      }
    }
    stable.values().removeAll(torn(runs, stable));
    return new Matched(renamed(before, stable), renamed(after, stable));
  }

  /** Names that two kinds of one run would share. */
  private static Set<Kind> torn(List<RunFigures> runs, Map<Kind, Kind> stable) {
    Set<Kind> torn = new HashSet<>();
    for (RunFigures run : runs) {
      Set<Kind> seen = new HashSet<>();
      for (Kind kind : run.works().keySet()) {
        Kind name = stable.getOrDefault(kind, kind);
        if (!seen.add(name)) {
          torn.add(name);
        }
      }
    }
    return torn;
  }

  private static Set<Kind> kinds(List<RunFigures> side) {
    Set<Kind> kinds = new HashSet<>();
    side.forEach(run -> kinds.addAll(run.works().keySet()));
    return kinds;
  }

  private static List<RunFigures> renamed(List<RunFigures> side, Map<Kind, Kind> stable) {
    return side.stream().map(run -> renamed(run, stable)).toList();
  }

  private static RunFigures renamed(RunFigures run, Map<Kind, Kind> stable) {
    Map<Kind, Work> works = new HashMap<>();
    run.works().forEach((kind, work) -> works.put(stable.getOrDefault(kind, kind), work));
    return run.with(works);
  }
}
