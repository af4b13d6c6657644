package dev.sonde.engine.question;

import dev.sonde.engine.expression.Expression;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One thing that widens records, resolved against the sources. */
sealed interface Step {

  /** The keys that records are given. */
  Set<String> gives();

  /** The keys that it looks at. */
  Set<String> needs();

  /** A value worked out of the record's own. */
  record Worked(String key, Expression value) implements Step {
    @Override
    public Set<String> gives() {
      return Set.of(key);
    }

    @Override
    public Set<String> needs() {
      return value.keys();
    }
  }

  /**
   * A value that other records with the same values have.
   *
   * @param table in which they are looked up: {@code imply_a0, imply_a1, …, imply_b}
   */
  record Implied(Widening.Implication implication, String table) implements Step {
    @Override
    public Set<String> gives() {
      return Set.of(implication.to());
    }

    @Override
    public Set<String> needs() {
      return Set.copyOf(implication.from());
    }
  }

  /**
   * Values from another source.
   *
   * @param keys that it has, by the number of their column
   * @param match table of {@code match_seq, match_thing}
   * @param things table of {@code thing_no} and {@code given_0, given_1, …}
   * @param fresh keys that no record here has of its own
   */
  record Joined(
      Widening.Join join, List<String> keys, String match, String things, Set<String> fresh)
      implements Step {
    @Override
    public Set<String> gives() {
      return Set.copyOf(keys);
    }

    @Override
    public Set<String> needs() {
      Set<String> own = new HashSet<>();
      join.on().forEach(pairing -> own.add(pairing.own()));
      return own;
    }
  }
}
