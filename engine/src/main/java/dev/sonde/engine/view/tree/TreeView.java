package dev.sonde.engine.view.tree;

import dev.sonde.engine.activity.ByKeys;
import dev.sonde.engine.analysis.Hierarchy;
import dev.sonde.engine.analysis.Nesting;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.tree.TreeResult.Group;
import dev.sonde.engine.view.tree.TreeResult.Split;
import dev.sonde.engine.view.tree.TreeResult.Tree;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records nested by any keys; several hierarchies of the same records side by side. */
public final class TreeView implements View<TreeView.Options, TreeResult> {

  /**
   * @param by the keys of each hierarchy; empty for the usual one
   */
  public record Options(List<List<String>> by) {}

  private static final Sql GROUPS = Sql.of(TreeView.class, "groups");
  private static final Sql SPANS = Sql.of(TreeView.class, "spans");
  private static final Sql USUAL = Sql.of(TreeView.class, "usual");

  /** A tree cut at twenty groups would say little. */
  private static final int MOST_ROWS = 100;

  /** More groups would neither be read nor fit beside the store. */
  private static final int MOST_GROUPS = 1_000_000;

  /** Spans whose parents are followed: they are held while that is done. */
  private static final long MOST_SPANS = 4_000_000;

  private static final int MOST_TREES = 4;

  private static final int EXAMPLES = 3;

  @Override
  public About about() {
    return new About(
        "tree",
        About.Group.BREADTH,
        "records nested by any keys, and hierarchies that conflict",
        """
        Nests spans and events by the values of keys, the first outermost: --by agent,process,name. \
        Short words: agent, process, host, thread, task, prefix. Given again, --by puts another \
        hierarchy of the same records beside it (--by agent,process --by process,agent). For each \
        key it is said whether its values lie below one value of the key above, or below several: \
        then neither is a part of the other. Time is that of spans; one that lies within another of \
        the same group does not count again. A record that lacks a key stays with the values before \
        it. Groups with the most time are shown, each below what it lies in.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(List.of()))
        .repeated(
            "by",
            "KEY,KEY...",
            "keys, the outermost first; again for another hierarchy beside; default service, agent,"
                + " worker, prefix, as far as there are",
            (options, value) -> {
              List<List<String>> by = new ArrayList<>(options.by());
              by.add(ByKeys.parse("by", value));
              if (by.size() > MOST_TREES) {
                throw new UsageException(
                    "--by %s: no more than %d hierarchies are put side by side"
                        .formatted(value, MOST_TREES));
              }
              return new Options(by);
            });
  }

  @Override
  public Answered<TreeResult> answer(Options options, Ask ask) {
    List<List<String>> by = options.by().isEmpty() ? List.of(usual(ask)) : options.by();
    List<Tree> trees = new ArrayList<>();
    for (List<String> keys : by) {
      trees.add(tree(ByKeys.of(ask, keys), ask));
    }
    Tree first = trees.getFirst();
    TreeResult result =
        new TreeResult(
            first.by(),
            first.rows(),
            first.groups(),
            first.records(),
            first.without(),
            first.splits(),
            trees.size() > 1 ? trees : List.of());
    return Answered.list(result, first.rows().size(), first.groups());
  }

  private static List<String> usual(Ask ask) {
    return ask.one(
        USUAL.with("agent", ask.value("span", Keys.GEN_AI_AGENT_NAME)),
        Map.of(),
        row -> {
          List<String> keys = new ArrayList<>();
          add(keys, row.truth("services"), Keys.SERVICE_NAME);
          add(keys, row.truth("agents"), Keys.GEN_AI_AGENT_NAME);
          add(keys, row.truth("workers"), Keys.WORKER_ID);
          add(keys, row.truth("prefixes"), Keys.TASK_PREFIX);
          add(keys, keys.size() < 2, "name");
          return keys;
        });
  }

  private static void add(List<String> keys, boolean there, String key) {
    if (there) {
      keys.add(key);
    }
  }

  private static Tree tree(ByKeys by, Ask ask) {
    Hierarchy hierarchy = new Hierarchy();
    Map<Long, Integer> numbers = new HashMap<>();
    Map<Integer, Long> sums = new HashMap<>();
    long[] counted = new long[3];
    ask.stream(
        of(by, GROUPS, ask),
        Map.of(),
        row -> {
          int group = hierarchy.add(by.values(row), row.integer("records"), row.integer("spans"));
          numbers.put(row.integer("leaf"), group);
          Long total = row.integerOrNull("total_ns");
          if (total != null && group >= 0) {
            sums.merge(group, total, Long::sum);
          }
          counted[0] += row.integer("records");
          counted[1] += row.integer("spans");
          counted[2] += row.integer("below");
          return within(hierarchy, by);
        });
    if (counted[2] == 0) {
      sums.forEach(hierarchy::addTime);
    } else if (counted[1] <= MOST_SPANS) {
      nested(by, hierarchy, numbers, ask);
    }
    int limit = ask.scope().limitOr(MOST_ROWS);
    List<Group> rows = new ArrayList<>();
    List<Hierarchy.Group> most = hierarchy.most(limit + ask.scope().offset());
    for (Hierarchy.Group group :
        most.subList(Math.min(ask.scope().offset(), most.size()), most.size())) {
      rows.add(group(group));
    }
    return new Tree(
        by.keys(), rows, hierarchy.size(), counted[0], hierarchy.without(), splits(by, hierarchy));
  }

  private static boolean within(Hierarchy hierarchy, ByKeys by) {
    if (hierarchy.size() > MOST_GROUPS) {
      throw new UsageException(
          "--by %s makes more than %,d groups; nest by keys with fewer values, or narrow with --where"
              .formatted(String.join(",", by.keys()), MOST_GROUPS));
    }
    return true;
  }

  private static void nested(ByKeys by, Hierarchy hierarchy, Map<Long, Integer> numbers, Ask ask) {
    Nesting nesting = new Nesting();
    ask.stream(
        of(by, SPANS, ask),
        Map.of(),
        row -> {
          nesting.add(
              orNothing(row, "id"),
              orNothing(row, "parent"),
              numbers.getOrDefault(row.integer("leaf"), -1),
              orNothing(row, "duration_ns"));
          return true;
        });
    nesting.into(hierarchy);
  }

  private static long orNothing(Row row, String column) {
    Long value = row.integerOrNull(column);
    return value == null ? Nesting.NOTHING : value;
  }

  private static Sql of(ByKeys by, Sql sql, Ask ask) {
    return sql.with("keys", by.names())
        .with("span_keys", by.columns(ask, "span"))
        .with("event_keys", by.columns(ask, "event"));
  }

  private static Group group(Hierarchy.Group group) {
    return new Group(
        group.path(),
        group.path().size(),
        group.records(),
        group.spans(),
        seconds(group.totalNanos()));
  }

  private static @Nullable Double seconds(@Nullable Long nanos) {
    return nanos == null ? null : (Double) (nanos / 1e9);
  }

  private static List<Split> splits(ByKeys by, Hierarchy hierarchy) {
    List<Split> splits = new ArrayList<>();
    for (Hierarchy.Split split : hierarchy.splits(by.keys().size(), EXAMPLES)) {
      splits.add(
          new Split(
              by.keys().get(split.level()),
              by.keys().get(split.level() - 1),
              split.values(),
              split.shared(),
              split.examples()));
    }
    return splits;
  }

  @Override
  public Report report(TreeResult result, Options options, Ask ask) {
    return TreeReport.of(result, ask);
  }
}
