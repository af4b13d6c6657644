package dev.sonde.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What a workload was given.
 *
 * @param speed all waits are divided by it
 * @param seed of everything that is random
 * @param options its own, every one of its choices with a value
 */
public record Given(double speed, long seed, Map<String, String> options) {

  /** Those of every workload. */
  public static final List<Workload.Choice> COMMON =
      List.of(
          new Workload.Choice("speed", "X", "divide all waits by X", "1"),
          new Workload.Choice("seed", "N", "other data and other failures", "1"));

  public Given {
    options = Map.copyOf(options);
  }

  /**
   * Understands words like {@code --speed 10 --slow-worker}.
   *
   * @throws IllegalArgumentException naming what is not understood
   */
  public static Given of(Workload workload, List<String> words) {
    List<Workload.Choice> known = new ArrayList<>(COMMON);
    known.addAll(workload.choices());
    Map<String, String> values = new LinkedHashMap<>();
    known.forEach(choice -> values.put(choice.name(), choice.fallback()));
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Workload.Choice choice =
          known.stream()
              .filter(each -> word.equals("--" + each.name()))
              .findAny()
              .orElseThrow(() -> new IllegalArgumentException("no option '" + word + "'"));
      if (choice.values().isEmpty()) {
        values.put(choice.name(), "true");
      } else if (++i < words.size()) {
        values.put(choice.name(), words.get(i));
      } else {
        throw new IllegalArgumentException(word + " needs a value: " + choice.describe());
      }
    }
    double speed = number("speed", values.getOrDefault("speed", "1"));
    if (speed <= 0 || speed > 10_000) {
      throw new IllegalArgumentException("--speed is more than 0 and at most 10000, not " + speed);
    }
    long seed = (long) number("seed", values.getOrDefault("seed", "1"));
    values.remove("speed");
    values.remove("seed");
    return new Given(speed, seed, values);
  }

  private static double number(String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " takes a number, not " + value, e);
    }
  }

  public boolean flag(String name) {
    return Boolean.parseBoolean(options.get(name));
  }

  /**
   * A whole number within bounds.
   *
   * @throws IllegalArgumentException naming the option and the bounds
   */
  public int count(String name, int least, int most) {
    double value = number(name, options.getOrDefault(name, ""));
    if (value != Math.rint(value) || value < least || value > most) {
      throw new IllegalArgumentException(
          "--%s is a whole number from %d to %d, not %s"
              .formatted(name, least, most, options.get(name)));
    }
    return (int) value;
  }

  /** That time at this speed. */
  public Duration pause(long millis) {
    return Duration.ofNanos((long) (millis * 1e6 / speed));
  }

  /** The same numbers for the same seed and purpose. */
  public RandomGenerator random(long purpose) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + purpose);
  }
}
