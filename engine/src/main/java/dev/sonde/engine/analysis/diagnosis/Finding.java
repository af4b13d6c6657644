package dev.sonde.engine.analysis.diagnosis;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cause that somebody could act on.
 *
 * @param kind as docs/findings.md lists them
 * @param subject {@code worker:ID}, {@code prefix:P}, {@code task:KEY}, {@code thing:KEY=VALUE} or
 *     {@code run}
 * @param ceilingNanos of wall clock that would be saved at most if the cause were gone and all else
 *     stayed; null where it has none
 * @param because the evidence, in sentences
 * @param look what shows it: a view, its argument and options, in order of use
 */
public record Finding(
    String kind,
    String subject,
    @Nullable Long ceilingNanos,
    Confidence confidence,
    List<String> because,
    List<Look> look) {

  /** How far the figures can be trusted. */
  public enum Confidence {
    /** Dependencies are known, and the run played again is as long as it was. */
    HIGH,
    MEDIUM,
    /** Only the order of time tells, or much is missing. */
    LOW
  }

  /**
   * A question that shows the evidence.
   *
   * @param argument of the view, null where it takes none
   * @param options in pairs of name and value
   */
  public record Look(String view, @Nullable String argument, List<String> options) {
    public Look {
      options = List.copyOf(options);
    }

    public static Look at(String view) {
      return new Look(view, null, List.of());
    }

    public static Look at(String view, String argument) {
      return new Look(view, argument, List.of());
    }

    public Look with(String option, String value) {
      return new Look(view, argument, List.of(option, value));
    }
  }

  public Finding {
    Objects.requireNonNull(kind, "kind is null");
    because = List.copyOf(because);
    look = List.copyOf(look);
  }

  public static String worker(String id) {
    return "worker:" + id;
  }

  public static String prefix(String name) {
    return "prefix:" + name;
  }

  public static String task(String key) {
    return "task:" + key;
  }

  public static String thing(String key, String value) {
    return "thing:" + key + "=" + value;
  }

  /** The whole run as a subject. */
  public static final String RUN = "run";
}
