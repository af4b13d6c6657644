package dev.sonde.engine.render;

import java.util.List;

/** Lines and tokens that are left for an answer. */
final class Budget {

  private int lines;
  private int tokens;

  Budget(int lines, int tokens) {
    this.lines = lines;
    this.tokens = tokens;
  }

  static Budget unbounded() {
    return new Budget(Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 2);
  }

  /** An equal part of what is left, as a budget of its own. */
  Budget part(int sharers) {
    return new Budget(lines / sharers, tokens / sharers);
  }

  boolean fits(List<String> more) {
    int needed = 0;
    for (String line : more) {
      needed += Tokens.of(line);
    }
    return more.size() <= lines && needed <= tokens;
  }

  void take(List<String> more) {
    lines -= more.size();
    for (String line : more) {
      tokens -= Tokens.of(line);
    }
  }
}
