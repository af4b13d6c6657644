package dev.sonde.server.api;

import dev.sonde.engine.activity.Occupancy;
import dev.sonde.engine.activity.Red;
import dev.sonde.engine.activity.Standing;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.store.Health;
import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Store;
import dev.sonde.server.api.Metric.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@code GET /metrics}: the server, what it received, and what it knows, for Prometheus (text 0.0.4). */
final class MetricsAnswer {

  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Every name and service is a series of its own for who reads this. */
  private static final long MOST_NAMES = 200;

  private final Served served;
  private final Supplier<List<Metric>> more;

  MetricsAnswer(Served served, Supplier<List<Metric>> more) {
    this.served = served;
    this.more = more;
  }

  void answer(Reply reply) throws IOException {
    List<Metric> metrics = new ArrayList<>();
    LiveStore live = served.live();
    if (live != null) {
      books(live.ledger().totals(), metrics);
      health(live.health(), metrics);
    }
    metrics.addAll(more.get());
    try (Store store = served.one()) {
      known(store, metrics);
    }
    Api.send(reply, 200, TYPE, text(metrics));
  }

  private static void books(Ledger.Totals totals, List<Metric> to) {
    to.add(Metric.counter("sonde_records_received_total", "Records that came.", totals.received()));
    to.add(
        Metric.counter("sonde_records_stored_total", "Records that were kept.", totals.stored()));
    to.add(
        Metric.counter(
            "sonde_records_duplicate_total", "Records that came again.", totals.duplicate()));
    to.add(causes("sonde_records_refused_total", "Told to come again later.", totals.refused()));
    to.add(causes("sonde_records_rejected_total", "Not understood.", totals.rejected()));
    to.add(causes("sonde_records_dropped_total", "Taken and not kept.", totals.dropped()));
  }

  private static Metric causes(String name, String help, Map<String, Long> causes) {
    return Metric.by(name, Metric.Type.COUNTER, "Records: " + help, "cause", causes);
  }

  private static void health(Health health, List<Metric> to) {
    to.add(Metric.gauge("sonde_store_bytes", "The store on the disk.", health.bytes()));
    to.add(
        Metric.gauge(
            "sonde_store_log_bytes",
            "Of the write-ahead log, replayed by a restart.",
            health.logBytes()));
    to.add(Metric.gauge("sonde_disk_free_bytes", "Left on the store's disk.", health.freeBytes()));
    to.add(Metric.gauge("sonde_store_segments", "Sealed files.", health.segments()));
    to.add(
        Metric.gauge("sonde_queue_records", "Taken, not committed yet.", health.waitingRecords()));
    to.add(Metric.gauge("sonde_queue_bytes", "Memory that they take.", health.waitingBytes()));
    to.add(
        Metric.gauge(
            "sonde_troubles",
            "What is wrong now; /health has it in words.",
            health.troubles().size()));
    if (health.lastNanos() != null) {
      to.add(
          Metric.gauge(
              "sonde_last_record_timestamp_seconds",
              "When it was committed.",
              health.lastNanos() / 1e9));
    }
  }

  private static void known(Store store, List<Metric> to) {
    Ask run = new Ask(store, Scope.ALL, true);
    List<Standing.Group> standing = Standing.of(run);
    Map<String, Long> processing = Standing.processing(standing);
    Map<String, Long> workers = new TreeMap<>();
    for (Occupancy.Worker worker : Occupancy.of(run)) {
      String status = worker.status(true, processing.getOrDefault(worker.worker(), 0L));
      workers.merge(status == null ? "idle" : status, 1L, Long::sum);
    }
    to.add(
        Metric.by(
            "sonde_workers",
            Metric.Type.GAUGE,
            "Workers of the run under way, else the last.",
            "status",
            workers));
    to.add(
        Metric.by(
            "sonde_tasks",
            Metric.Type.GAUGE,
            "Tasks of that run by state.",
            "state",
            Standing.states(standing)));
    List<Red> red = Red.of(new Ask(store, Scope.ALL, false), MOST_NAMES);
    to.add(red("sonde_spans_total", "Spans kept, by service and name.", red, Red::spans));
    to.add(red("sonde_span_errors_total", "Those with an error.", red, Red::errors));
    to.add(red("sonde_span_seconds_total", "Their durations added up.", red, Red::seconds));
  }

  private static Metric red(
      String name, String help, List<Red> rows, java.util.function.ToDoubleFunction<Red> figure) {
    return new Metric(
        name,
        Metric.Type.COUNTER,
        help,
        rows.stream()
            .map(row -> {
              Map<String, String> labels = new LinkedHashMap<>();
              labels.put("service", row.service() == null ? "" : row.service());
              labels.put("name", row.name());
              return new Point("", labels, figure.applyAsDouble(row));
            })
            .toList());
  }

  static String text(List<Metric> metrics) {
    StringBuilder text = new StringBuilder();
    for (Metric metric : metrics) {
      String name = metric.name();
      text.append("# HELP ").append(name).append(' ').append(metric.help()).append('\n');
      text.append("# TYPE ").append(name).append(' ');
      text.append(metric.type().name().toLowerCase(Locale.ROOT)).append('\n');
      for (Point point : metric.points()) {
        text.append(name).append(point.suffix());
        labels(point.labels(), text);
        text.append(' ').append(number(point.value())).append('\n');
      }
    }
    return text.toString();
  }

  private static void labels(Map<String, String> labels, StringBuilder to) {
    if (labels.isEmpty()) {
      return;
    }
    String separator = "{";
    for (Map.Entry<String, String> label : labels.entrySet()) {
      String value =
          label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
      to.append(separator).append(label.getKey()).append("=\"").append(value).append('"');
      separator = ",";
    }
    to.append('}');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
