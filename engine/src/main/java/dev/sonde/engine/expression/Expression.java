package dev.sonde.engine.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A value worked out from a record's own. */
public sealed interface Expression {

  /** A text in quotes. */
  record Text(String value) implements Expression {}

  /** A number, as it was written. */
  record Figure(String digits) implements Expression {}

  /** What the record has under a key. */
  record Key(String name) implements Expression {}

  /** Two values and a sign between them. */
  record Pair(Sign sign, Expression left, Expression right) implements Expression {}

  /** What holds where something else does not. */
  record Not(Expression condition) implements Expression {}

  /** A function of values. */
  record Call(Function function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** What a sign makes of its two sides, by how tightly it binds. */
  enum Sign {
    OR("or", 1),
    AND("and", 2),
    NOT_EQUAL("!=", 3),
    LESS_OR_EQUAL("<=", 3),
    GREATER_OR_EQUAL(">=", 3),
    EQUAL("=", 3),
    LESS("<", 3),
    GREATER(">", 3),
    MATCHES("~", 3),
    JOIN("||", 4),
    PLUS("+", 5),
    MINUS("-", 5),
    TIMES("*", 6),
    DIVIDE("/", 6);

    private final String written;
    private final int binding;

    Sign(String written, int binding) {
      this.written = written;
      this.binding = binding;
    }

    public String written() {
      return written;
    }

    int binding() {
      return binding;
    }

    boolean compares() {
      return binding == 3;
    }

    boolean calculates() {
      return binding >= 5;
    }
  }

  /** The keys that it looks at, in the order in which they are named. */
  default Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    collect(this, keys);
    return keys;
  }

  /** The same about keys of other names. */
  default Expression renamed(UnaryOperator<String> names) {
    return switch (this) {
      case Text _, Figure _ -> this;
      case Key key -> new Key(names.apply(key.name()));
      case Not not -> new Not(not.condition().renamed(names));
      case Pair pair ->
          new Pair(pair.sign(), pair.left().renamed(names), pair.right().renamed(names));
      case Call call ->
          new Call(
              call.function(), call.arguments().stream().map(each -> each.renamed(names)).toList());
    };
  }

  /** The regular expressions in it. */
  default Set<String> patterns() {
    Set<String> patterns = new LinkedHashSet<>();
    patterns(this, patterns);
    return patterns;
  }

  private static void patterns(Expression expression, Set<String> patterns) {
    switch (expression) {
      case Text _, Figure _, Key _ -> {}
      case Not not -> patterns(not.condition(), patterns);
      case Pair pair -> {
        patterns(pair.left(), patterns);
        if (pair.sign() == Sign.MATCHES) {
          patterns.add(Calls.written(pair.right()));
        } else {
          patterns(pair.right(), patterns);
        }
      }
      case Call call -> {
        call.arguments().forEach(each -> patterns(each, patterns));
        if (call.function() == Function.EXTRACT || call.function() == Function.SUB) {
          patterns.add(Calls.written(call.arguments().get(1)));
        }
      }
    }
  }

  private static void collect(Expression expression, Set<String> keys) {
    switch (expression) {
      case Text _, Figure _ -> {}
      case Key key -> keys.add(key.name());
      case Not not -> collect(not.condition(), keys);
      case Pair pair -> {
        collect(pair.left(), keys);
        collect(pair.right(), keys);
      }
      case Call call -> call.arguments().forEach(each -> collect(each, keys));
    }
  }
}
