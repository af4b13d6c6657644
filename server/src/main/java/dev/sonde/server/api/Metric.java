package dev.sonde.server.api;

import java.util.List;
import java.util.Map;

/**
 * A metric as {@code /metrics} tells it.
 *
 * @param name by Prometheus' rules, with its unit
 */
public record Metric(String name, Type type, String help, List<Point> points) {

  /** How its values move. */
  public enum Type {
    COUNTER,
    GAUGE,
    SUMMARY
  }

  /**
   * One value.
   *
   * @param suffix behind the metric's name, e.g. {@code _sum}; mostly empty
   */
  public record Point(String suffix, Map<String, String> labels, double value) {}

  public Metric {
    points = List.copyOf(points);
  }

  public static Metric gauge(String name, String help, Number value) {
    return of(name, Type.GAUGE, help, value.doubleValue());
  }

  public static Metric counter(String name, String help, Number value) {
    return of(name, Type.COUNTER, help, value.doubleValue());
  }

  /** One value for each value of a label. */
  public static Metric by(
      String name, Type type, String help, String label, Map<String, ? extends Number> values) {
    return new Metric(
        name,
        type,
        help,
        values.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> new Point("", Map.of(label, e.getKey()), e.getValue().doubleValue()))
            .toList());
  }

  private static Metric of(String name, Type type, String help, double value) {
    return new Metric(name, type, help, List.of(new Point("", Map.of(), value)));
  }
}
