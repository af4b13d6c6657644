package dev.sonde.benchmarks;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.record.Records;
import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.ViewRunner;
import dev.sonde.engine.view.Views;
import dev.sonde.store.duckdb.DuckDbStore;
import dev.sonde.store.duckdb.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The views over sealed segments, warm and in this process. It decides about the layout of segments:
 * their order, attributes as VARIANT, what is derived. {@code ./bench ten-million 2000000} takes fewer
 * spans.
 */
final class TenMillion implements Scenario {

  private static final long SPANS = 10_000_000;
  private static final int RUNS = 7;
  private static final int WARMING = 2;

  @Override
  public String name() {
    return "ten-million";
  }

  @Override
  public String purpose() {
    return "views over ten million sealed spans with ten attributes; what sealing costs and keeps";
  }

  @Override
  public void run(List<String> args) throws IOException {
    long wanted = args.isEmpty() ? SPANS : Long.parseLong(args.getFirst());
    try (Workspace workspace = new Workspace()) {
      Path folder = workspace.resolve("store");
      System.out.println(Machine.describe() + "; about " + wanted + " spans with ten attributes");
      System.out.println(Costs.heading());
      WideSpans.Sample sample = fill(folder, wanted);
      try (DuckDbStore store = DuckDbStore.open(folder, Settings.DEFAULT)) {
        long spans = store.coverage().spans();
        size(folder, spans);
        Asking asking = new Asking(store);
        asking.about("one trace", 25, "trace", sample.traceId());
        asking.about("one task", 25, taskView(), sample.taskKey());
        asking.about("prefixes with p50, p90, p99", 300, "prefixes", "");
        asking.about("timeline of 100 bins", 400, "timeline", "", "bins", "100");
        asking.about("attribute filter, list of 20", 500, "spans", "", "where", user(sample));
        asking.about(
            "attribute filter, timeline", 0, "timeline", "", "where", user(sample), "bins", "100");
        asking.about("list of 20 with its count", 0, "spans", "");
        asking.firstRow();
        asking.about("overview", 0, "overview", "");
      }
    }
  }

  private static String user(WideSpans.Sample sample) {
    return WideSpans.FILTERED + "=" + sample.userId();
  }

  /** What shows one task: all of it, or as long as there is no such view what it needs. */
  private static String taskView() {
    return Views.ALL.stream().anyMatch(view -> view.about().name().equals("task"))
        ? "task"
        : "deps";
  }

  private static WideSpans.Sample fill(Path folder, long wanted) throws IOException {
    Settings unsealed = Settings.DEFAULT.sealAbove(Long.MAX_VALUE);
    WideSpans.Sample sample;
    Stopwatch watch = new Stopwatch();
    try (StoreWriter writer = DuckDbStore.create(folder, unsealed)) {
      sample = WideSpans.write(writer, wanted, 1);
      writer.finish(new Books("generated", 0, Map.of(), Map.of(), List.of()));
    }
    Costs load = new Costs("load and finish, unsealed", 0);
    load.add(watch.stop());
    System.out.println(load.remark(perMillion(load, wanted)).line());
    watch = new Stopwatch();
    DuckDbStore.seal(folder, Settings.DEFAULT);
    Costs seal = new Costs("seal, with roll-ups", 0);
    seal.add(watch.stop());
    System.out.println(seal.remark(perMillion(seal, wanted)).line());
    return sample;
  }

  private static String perMillion(Costs costs, long spans) {
    return String.format(
        Locale.ROOT, "%.2f s of CPU a million", costs.medianCpuMillis() * 1e3 / spans);
  }

  private static void size(Path folder, long spans) throws IOException {
    long sealed = 0;
    long all = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all += Files.size(file);
        sealed += String.valueOf(file.getFileName()).startsWith("sealed-") ? Files.size(file) : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d spans; %.1f bytes a span in sealed segments (target 90), %.1f with all that is derived%n",
        spans,
        (double) sealed / spans,
        (double) all / spans);
  }

  /** Puts questions to one store as the command line does. */
  private record Asking(DuckDbStore store) {

    void about(String what, double target, String view, String argument, String... options)
        throws IOException {
      View<?, ?> asked = Views.named(view);
      Costs costs = new Costs(what + " (" + view + ")", target);
      for (int i = -WARMING; i < RUNS; i++) {
        Stopwatch watch = new Stopwatch();
        ask(asked, argument, options);
        Cost cost = watch.stop();
        if (i >= 0) {
          costs.add(cost);
        }
      }
      System.out.println(costs.line());
    }

    /** Of the stream of all spans, up to where the first could be written. */
    void firstRow() throws IOException {
      Costs costs = new Costs("raw list, to the first row (spans --json)", 50);
      for (int i = -WARMING; i < RUNS; i++) {
        Stopwatch watch = new Stopwatch();
        new Records(new Ask(store, Scope.ALL, false)).spans(Records.AS_STORED, span -> false);
        Cost cost = watch.stop();
        if (i >= 0) {
          costs.add(cost);
        }
      }
      System.out.println(costs.line());
    }

    private <P extends Record, R extends Record> void ask(
        View<P, R> view, String argument, String... options) {
      Parameters<P> declared = view.parameters();
      P parameters = declared.defaults();
      Parameters.Parameter<P> taken = declared.argument();
      if (taken != null && !argument.isEmpty()) {
        parameters = taken.set().apply(parameters, argument);
      }
      Scope scope = Scope.ALL;
      for (int i = 0; i < options.length; i += 2) {
        String name = options[i];
        if (declared.list().stream().anyMatch(p -> p.name().equals(name))) {
          parameters = declared.named(name).set().apply(parameters, options[i + 1]);
        } else {
          scope = scope.with(name, options[i + 1]);
        }
      }
      var _ = new ViewRunner(store, "bench", false, Object::toString).run(view, parameters, scope);
    }
  }
}
