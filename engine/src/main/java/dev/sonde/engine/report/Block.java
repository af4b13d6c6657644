package dev.sonde.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a report. A new kind is expensive on purpose: every surface has to draw it. */
public sealed interface Block {

  /** Labelled figures on one line or a few. */
  record Facts(List<Fact> facts) implements Block {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /** One labelled figure. */
  record Fact(String label, Cell value) {}

  /**
   * Rows under named columns.
   *
   * @param title null where the report's own title says it
   * @param total how many rows there are beyond those given; null where these are all
   * @param option what to write to see more, e.g. {@code --limit 100}; null where nothing shows more
   */
  record Table(
      @Nullable String title,
      List<Column> columns,
      List<List<Cell>> rows,
      @Nullable Long total,
      @Nullable String option)
      implements Block {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Cell> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "row of " + row.size() + " cells under " + columns.size() + " columns");
        }
      }
    }
  }

  /** A column's heading, and whether it may be left out where there is no room for all. */
  record Column(String heading, boolean dispensable) {
    public static Column of(String heading) {
      return new Column(heading, false);
    }

    public static Column extra(String heading) {
      return new Column(heading, true);
    }
  }

  /**
   * Intensity over time, one lane a row.
   *
   * @param startS left end of the axis in seconds
   * @param endS right end of the axis in seconds
   * @param total how many lanes there are, where these are not all; {@code --limit} shows more
   */
  record Lanes(
      @Nullable String title, double startS, double endS, List<Lane> lanes, @Nullable Long total)
      implements Block {
    public Lanes {
      lanes = List.copyOf(lanes);
    }
  }

  /**
   * @param values 0 to 1, one a bin
   * @param total what stands behind the lane
   */
  record Lane(String name, List<Double> values, Cell total) {
    public Lane {
      values = List.copyOf(values);
    }
  }

  /** An indented outline: a trace's tree, a task's dependencies. */
  record Outline(@Nullable String title, List<Branch> branches, @Nullable Long total)
      implements Block {
    public Outline {
      branches = List.copyOf(branches);
    }
  }

  /** One line of an outline; its depth counts from 0. */
  record Branch(int depth, String name, List<Cell> cells) {
    public Branch {
      cells = List.copyOf(cells);
    }
  }

  /** A sentence: a remark, or what is doubtful or missing. */
  record Note(Tone tone, String text) implements Block {}

  /** How a note is meant. */
  enum Tone {
    PLAIN,
    /** The line that explains the answer. */
    STRONG,
    DOUBTFUL,
    FAILED
  }

  static Note note(String text) {
    return new Note(Tone.PLAIN, text);
  }

  static Note doubtful(String text) {
    return new Note(Tone.DOUBTFUL, text);
  }
}
