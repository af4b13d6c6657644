package dev.sonde.benchmarks;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.model.Batch;
import dev.sonde.model.Receipt;
import dev.sonde.store.duckdb.DuckDbStore;
import dev.sonde.store.duckdb.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From wide events in memory to a finished store, in spans a second. Backs the decision to fill tables
 * by a table function instead of the driver's appender (store-duckdb/RATIONALE.md).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class StoreBenchmark {

  private static final int SPANS = 200_000;

  private final List<Batch> batches = new ArrayList<>();
  private Path folder = Path.of("");

  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("sonde-bench");
    var _ =
        WideSpans.write(
            batch -> {
              batches.add(batch);
              return Receipt.stored(batch.size());
            },
            SPANS,
            1);
  }

  @Benchmark
  @OperationsPerInvocation(SPANS)
  public Coverage load() {
    try (StoreWriter writer = DuckDbStore.create(folder.resolve("store"), Settings.DEFAULT)) {
      batches.forEach(writer::accept);
      return writer.finish(new Books("generated", 0, Map.of(), Map.of(), List.of()));
    }
  }

  @TearDown
  public void remove() {
    Workspace.delete(folder);
  }
}
