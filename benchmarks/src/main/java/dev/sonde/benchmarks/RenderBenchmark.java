package dev.sonde.benchmarks;

import dev.sonde.engine.question.Scope;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.render.Style;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.engine.report.Answer;
import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.engine.view.ViewRunner;
import dev.sonde.engine.view.overview.OverviewView;
import dev.sonde.store.duckdb.DuckDbStore;
import dev.sonde.store.duckdb.Settings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From an answer to text and JSON. Backs the decision to render a whole answer in memory: it has to
 * stay far below the time that the command takes to start.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RenderBenchmark {

  private @Nullable Answer answer;

  @Setup
  public void fill() throws IOException {
    Path folder = Files.createTempDirectory("sonde-bench");
    try {
      try (StoreWriter writer = DuckDbStore.create(folder.resolve("store"), Settings.DEFAULT)) {
        var _ = WideSpans.write(writer, 20_000, 1);
        writer.finish(new Books("generated", 0, Map.of(), Map.of(), List.of()));
      }
      try (DuckDbStore store = DuckDbStore.open(folder.resolve("store"), Settings.DEFAULT)) {
        OverviewView view = new OverviewView();
        answer =
            new ViewRunner(store, "bench", false, Object::toString)
                .run(view, view.parameters().defaults(), Scope.ALL)
                .answer();
      }
    } finally {
      Workspace.delete(folder);
    }
  }

  private Answer answer() {
    if (answer == null) {
      throw new IllegalStateException("not set up");
    }
    return answer;
  }

  @Benchmark
  public String text() {
    return new TextRenderer(Style.piped(120, ZoneOffset.UTC)).render(answer());
  }

  @Benchmark
  public String json() throws IOException {
    StringWriter out = new StringWriter();
    JsonRenderer.render(answer(), out);
    return out.toString();
  }
}
