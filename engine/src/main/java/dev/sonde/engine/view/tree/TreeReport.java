package dev.sonde.engine.view.tree;

import dev.sonde.engine.activity.ByKeys;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.view.tree.TreeResult.Group;
import dev.sonde.engine.view.tree.TreeResult.Split;
import dev.sonde.engine.view.tree.TreeResult.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hierarchies for people, one below another, with where they conflict. */
final class TreeReport {

  /** Values that a sentence names of those above another. */
  private static final int NAMED = 3;

  private TreeReport() {}

  static Report of(TreeResult result, Ask ask) {
    List<Tree> trees =
        result.trees().isEmpty()
            ? List.of(
                new Tree(
                    result.by(),
                    result.rows(),
                    result.groups(),
                    result.records(),
                    result.without(),
                    result.splits()))
            : result.trees();
    List<Block> blocks = new ArrayList<>();
    for (Tree tree : trees) {
      tree(tree, trees.size() > 1, blocks, ask);
    }
    String title =
        trees.size() > 1
            ? trees.size() + " trees of the same records"
            : "Tree by " + String.join(", ", result.by());
    return new Report(title, blocks, next(result));
  }

  private static void tree(Tree tree, boolean several, List<Block> blocks, Ask ask) {
    String title = several ? "by " + String.join(", ", tree.by()) : null;
    if (tree.rows().isEmpty()) {
      blocks.add(Block.note((title == null ? "" : title + ": ") + empty(tree, ask)));
      return;
    }
    List<Block.Branch> branches = new ArrayList<>();
    for (Group group : tree.rows()) {
      branches.add(
          new Block.Branch(group.depth() - 1, shortened(group.path().getLast()), cells(group)));
    }
    blocks.add(new Block.Outline(title, branches, tree.groups()));
    for (Split split : tree.splits()) {
      blocks.add(said(split, several));
    }
    if (tree.without() > 0) {
      blocks.add(
          Block.note(
              "%,d of %,d records have no %s."
                  .formatted(tree.without(), tree.records(), tree.by().getFirst())));
    }
    if (tree.rows().stream().allMatch(row -> row.totalS() == null && row.spans() > 0)) {
      blocks.add(
          Block.doubtful("No times: the spans are open, or too many to follow their parents."));
    }
  }

  private static String empty(Tree tree, Ask ask) {
    return tree.records() == 0
        ? "No span or event here is like that."
        : new ByKeys(List.of(tree.by().getFirst())).missing(ask)
            + " See which keys there are with: fields.";
  }

  private static List<Cell> cells(Group group) {
    return List.of(
        new Cell.Count(group.count()),
        new Cell.Text(group.count() == 1 ? "record" : "records"),
        group.totalS() == null ? new Cell.Blank() : new Cell.Seconds(group.totalS()));
  }

  private static Block said(Split split, boolean several) {
    if (split.shared() == 0) {
      return Block.note("Each %s lies below one %s.".formatted(split.key(), split.below()));
    }
    List<String> examples = new ArrayList<>();
    for (Map.Entry<String, List<String>> each : split.examples().entrySet()) {
      List<String> above = each.getValue();
      examples.add(
          shortened(each.getKey())
              + " below "
              + String.join(", ", above.stream().limit(NAMED).map(TreeReport::shortened).toList())
              + (above.size() > NAMED ? " and %,d more".formatted(above.size() - NAMED) : ""));
    }
    String text =
        "%,d of %,d values of %s lie below several of %s: %s"
            .formatted(
                split.shared(),
                split.values(),
                split.key(),
                split.below(),
                String.join("; ", examples));
    // Of one tree it is how things are; of two it is why they differ.
    return several ? Block.doubtful("conflict: " + text) : Block.note(text);
  }

  private static String shortened(String value) {
    return Shortened.inCommand(value);
  }

  private static List<Next> next(TreeResult result) {
    List<Next> next = new ArrayList<>();
    if (!result.rows().isEmpty()) {
      next.add(
          Next.view(
              "thing", result.by().getFirst() + "=" + result.rows().getFirst().path().getFirst()));
      next.add(Next.view("things").with("by", String.join(",", result.by())));
      if (result.trees().isEmpty() && result.by().size() > 1) {
        next.add(
            Next.view("tree")
                .with("by", String.join(",", result.by()))
                .with("by", String.join(",", result.by().reversed())));
      }
    }
    next.add(Next.view("fields"));
    return next;
  }
}
