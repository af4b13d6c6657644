package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How tasks stand: at the end of what is known, or at the moment that {@code --at} names. */
public final class Standing {

  private static final Sql STANDING = Sql.of(Standing.class, "standing");

  /**
   * Tasks that stand alike.
   *
   * @param prefix null where no prefix can be made of the key
   * @param worker where they run or are assigned; null in other states and where nobody said
   * @param running whether an attempt is open
   * @param derived whether the state follows from attempts, nobody having announced it
   */
  public record Group(
      @Nullable String prefix,
      String state,
      @Nullable String worker,
      boolean running,
      boolean derived,
      long tasks) {

    /** Handed to a worker, or ready there, and not begun. */
    public boolean assigned() {
      return !running && (state.equals("processing") || state.equals("ready"));
    }
  }

  private Standing() {}

  /** All tasks in groups, in a stable order. */
  public static List<Group> of(Ask ask) {
    Map<String, Object> binds = new LinkedHashMap<>(TaskKeys.inRun(ask));
    binds.put("until", ask.scope().at() == null ? Long.MAX_VALUE : ask.window().horizonNanos());
    return ask.rows(
        TaskKeys.inRun(STANDING, ask),
        binds,
        row ->
            new Group(
                row.textOrNull("task_prefix"),
                row.text("state"),
                row.textOrNull("on_worker"),
                row.truth("running"),
                row.truth("derived"),
                row.integer("tasks")));
  }

  /** How many are in each state; every state has its place, so that they can be added up. */
  public static Map<String, Long> states(List<Group> groups) {
    Map<String, Long> states = new LinkedHashMap<>();
    Scope.STATES.forEach(state -> states.put(state, 0L));
    groups.forEach(group -> states.merge(group.state(), group.tasks(), Long::sum));
    return states;
  }

  /** How many there are. */
  public static long tasks(List<Group> groups) {
    return groups.stream().mapToLong(Group::tasks).sum();
  }

  /** How many are being processed on each worker. */
  public static Map<String, Long> processing(List<Group> groups) {
    Map<String, Long> tasks = new LinkedHashMap<>();
    for (Group group : groups) {
      if (group.worker() != null && group.state().equals("processing")) {
        tasks.merge(group.worker(), group.tasks(), Long::sum);
      }
    }
    return tasks;
  }

  /** Groups by one of their properties; those without it are under null. */
  public static Map<@Nullable String, List<Group>> by(
      List<Group> groups, Function<Group, @Nullable String> property) {
    Map<@Nullable String, List<Group>> parts = new LinkedHashMap<>();
    for (Group group : groups) {
      String key = property.apply(group);
      List<Group> part = parts.get(key);
      if (part == null) {
        part = new ArrayList<>();
        parts.put(key, part);
      }
      part.add(group);
    }
    return parts;
  }

  /** Whether anybody announced states, so that what is not running can be told apart. */
  public static boolean announced(List<Group> groups) {
    return groups.stream().anyMatch(group -> !group.derived());
  }
}
