package dev.sonde.engine.render;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A block as lines, before it is known how many of them there is room for.
 *
 * @param head lines that stand before the rows
 * @param rows the lines that may be cut, most important first
 * @param foot the closing lines for so many rows shown; may be empty
 */
record Drawn(List<String> head, List<String> rows, IntFunction<List<String>> foot) {

  Drawn {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
  }

  static Drawn fixed(List<String> lines) {
    return new Drawn(lines, List.of(), shown -> List.of());
  }
}
