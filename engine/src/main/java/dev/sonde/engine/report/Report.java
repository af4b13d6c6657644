package dev.sonde.engine.report;

import java.util.List;

/**
 * An answer for people.
 *
 * @param title what was asked
 * @param next up to four questions that this answer suggests, the most useful first
 */
public record Report(String title, List<Block> blocks, List<Next> next) {

  /** More would not be read. */
  public static final int NEXT_LIMIT = 4;

  public Report {
    blocks = List.copyOf(blocks);
    next = List.copyOf(next.subList(0, Math.min(NEXT_LIMIT, next.size())));
  }
}
