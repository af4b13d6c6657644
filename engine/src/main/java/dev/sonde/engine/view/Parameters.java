package dev.sonde.engine.view;

import dev.sonde.engine.question.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a view can be told beside the common options: each documented, each with a default.
 *
 * @param defaults what holds where nothing is said
 */
public record Parameters<P extends Record>(P defaults, List<Parameter<P>> list) {

  /** For views that take nothing of their own. */
  public record None() {}

  /**
   * One option or the argument.
   *
   * @param name without dashes; of an argument what stands for it in help, e.g. {@code KEY}
   * @param values what may be written, e.g. {@code component|worker|KEY}; empty for a flag
   * @param describe what it does, and the default
   * @param set the parameters with this value; throws {@link UsageException} where it is not one
   */
  public record Parameter<P>(
      String name, Kind kind, String values, String describe, BiFunction<P, String, P> set) {}

  /** How a parameter is written. */
  public enum Kind {
    OPTION,
    /** May be given more than once; each time adds to what was said before. */
    REPEATED_OPTION,
    FLAG,
    /** Last on the line, and needed. */
    ARGUMENT,
    /** Last on the line, may be left out. */
    OPTIONAL_ARGUMENT
  }

  public Parameters {
    list = List.copyOf(list);
  }

  public static Parameters<None> none() {
    return of(new None());
  }

  public static <P extends Record> Parameters<P> of(P defaults) {
    return new Parameters<>(defaults, List.of());
  }

  public Parameters<P> option(
      String name, String values, String describe, BiFunction<P, String, P> set) {
    return plus(new Parameter<>(name, Kind.OPTION, values, describe, set));
  }

  /** An option that may be given more than once: each value is set on what the one before gave. */
  public Parameters<P> repeated(
      String name, String values, String describe, BiFunction<P, String, P> set) {
    return plus(new Parameter<>(name, Kind.REPEATED_OPTION, values, describe, set));
  }

  public Parameters<P> flag(String name, String describe, BiFunction<P, String, P> set) {
    return plus(new Parameter<>(name, Kind.FLAG, "", describe, set));
  }

  public Parameters<P> argument(String name, String describe, BiFunction<P, String, P> set) {
    return plus(new Parameter<>(name, Kind.ARGUMENT, name, describe, set));
  }

  public Parameters<P> optionalArgument(
      String name, String describe, BiFunction<P, String, P> set) {
    return plus(new Parameter<>(name, Kind.OPTIONAL_ARGUMENT, name, describe, set));
  }

  /** The argument that the view takes, null where it takes none. */
  public @Nullable Parameter<P> argument() {
    for (Parameter<P> parameter : list) {
      if (parameter.kind() == Kind.ARGUMENT || parameter.kind() == Kind.OPTIONAL_ARGUMENT) {
        return parameter;
      }
    }
    return null;
  }

  /** Whether an option of this name is the view's own rather than one that all views share. */
  public boolean has(String name) {
    return list.stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  /**
   * The parameter of a name.
   *
   * @throws UsageException where there is none
   */
  public Parameter<P> named(String name) {
    for (Parameter<P> parameter : list) {
      if (parameter.name().equals(name)) {
        return parameter;
      }
    }
    throw new UsageException("unknown option --" + name);
  }

  /** A whole number of at least {@code least} for an option. */
  public static int whole(String name, String value, int least) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers that are too small.
    }
    throw new UsageException(
        "--" + name + " " + value + ": not a whole number of " + least + " or more");
  }

  /** How many parts time is cut into, of {@code --bins}. */
  public static int bins(String value, int most) {
    int bins = whole("bins", value, 1);
    if (bins > most) {
      throw new UsageException("--bins " + value + ": more than " + most + " cannot be drawn");
    }
    return bins;
  }

  private Parameters<P> plus(Parameter<P> parameter) {
    List<Parameter<P>> more = new ArrayList<>(list);
    more.add(parameter);
    return new Parameters<>(defaults, more);
  }
}
