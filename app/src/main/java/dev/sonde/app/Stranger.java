package dev.sonde.app;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Other systems with a dashboard, and how a file is got from each. */
final class Stranger {

  /**
   * A system.
   *
   * @param signs words of its page or its headers, in small letters, of which one is enough
   * @param how to get a file; {@code %s} is its address
   */
  private record Known(String name, List<String> signs, String how) {}

  /** The more special first: a page may name others. */
  private static final List<Known> ALL =
      List.of(
          new Known("Frisky", List.of("frisky"), "frisky observe spans %s > spans.json"),
          new Known(
              "Jaeger",
              List.of("jaeger ui", "jaeger-ui"),
              "send its traces as OTLP instead: sonde serve takes them at port 4318"),
          new Known(
              "Dask",
              List.of("dask", "bokeh"),
              "Dask keeps no spans; send OTLP from the client to sonde serve, port 4318"),
          new Known(
              "Ray",
              List.of("ray dashboard"),
              "ray timeline writes a Chrome trace, which is not read; send OTLP to sonde serve"),
          new Known(
              "Spark",
              List.of("spark jobs", "spark master", "spark-logo", "spark"),
              "send OTLP from the driver to sonde serve, port 4318"),
          new Known(
              "Zipkin", List.of("zipkin"), "send its spans as OTLP to sonde serve, port 4318"),
          new Known("Grafana", List.of("grafana"), "name Sonde's own address, or a file"),
          new Known("Prometheus", List.of("prometheus"), "name Sonde's own address, or a file"));

  private Stranger() {}

  /**
   * Who it is and what to do; empty where nobody knows.
   *
   * @param page what it shows at its root, headers included
   */
  static Optional<String> hint(String address, String page) {
    String text = page.toLowerCase(Locale.ROOT);
    for (Known known : ALL) {
      if (known.signs().stream().anyMatch(text::contains)) {
        return Optional.of(
            "it looks like " + known.name() + ": " + known.how().replace("%s", address));
      }
    }
    return Optional.empty();
  }
}
