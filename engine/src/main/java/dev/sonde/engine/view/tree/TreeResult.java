package dev.sonde.engine.view.tree;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records nested by keys, in the order in which an outline is read. Where several hierarchies were asked
 * for, {@code by} and {@code rows} are those of the first, and {@code trees} has all of them.
 *
 * @param without records that lack the first key
 * @param splits for each key but the first, how its values lie below those of the key above
 * @param trees empty where one hierarchy was asked for
 */
public record TreeResult(
    List<String> by,
    List<Group> rows,
    long groups,
    long records,
    long without,
    List<Split> splits,
    List<Tree> trees) {

  public TreeResult {
    by = List.copyOf(by);
    rows = List.copyOf(rows);
    splits = List.copyOf(splits);
    trees = List.copyOf(trees);
  }

  /** One hierarchy; the same components as of the whole. */
  public record Tree(
      List<String> by,
      List<Group> rows,
      long groups,
      long records,
      long without,
      List<Split> splits) {
    public Tree {
      by = List.copyOf(by);
      rows = List.copyOf(rows);
      splits = List.copyOf(splits);
    }
  }

  /**
   * Records with the same values.
   *
   * @param path values of the keys, the outermost first
   * @param depth how many there are
   * @param count spans and events
   * @param totalS time of its spans; one within another of the same group does not count again; null
   *     where it has no ended span
   */
  public record Group(
      List<String> path, int depth, long count, long spans, @Nullable Double totalS) {
    public Group {
      path = List.copyOf(path);
    }
  }

  /**
   * Whether values of a key belong to one value of the key above each.
   *
   * @param values different ones
   * @param shared those that lie below several; there the hierarchy is one way to look at it among others
   * @param examples some of these, with what they lie below
   */
  public record Split(
      String key, String below, long values, long shared, Map<String, List<String>> examples) {}
}
