package dev.sonde.benchmarks;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Importers;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Receipt;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.model.otlp.OtlpJsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From bytes in memory to wide events, one thread. Backs the decisions to read JSON with Jackson's
 * stream and protobuf with a reader of our own (ingest/RATIONALE.md).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ImporterBenchmark {

  private static final int SPANS = 20_000;

  /** An importer's name. */
  @Param({"frisky-spans", "otlp-json", "otlp-protobuf"})
  public String format = "";

  private byte[] bytes = {};

  private Importer importer = Importers.ALL.getFirst();

  /** Shown beside the operations: what one second read. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Read {
    public long spans;
    public long bytes;

    @Setup(Level.Iteration)
    public void reset() {
      spans = 0;
      bytes = 0;
    }
  }

  @Setup
  public void fill() throws IOException {
    importer =
        Importers.ALL.stream().filter(i -> i.format().equals(format)).findFirst().orElseThrow();
    bytes =
        switch (format) {
          case "frisky-spans" -> frisky();
          case "otlp-json" -> otlpJson();
          default -> OtlpRequests.of(spans());
        };
  }

  private static byte[] frisky() throws IOException {
    Path file = Files.createTempFile("sonde-bench", ".json");
    try {
      FriskyFile.write(file, SPANS, 1);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static byte[] otlpJson() {
    StringBuilder json = new StringBuilder();
    List<Span> spans = spans();
    for (int from = 0; from < spans.size(); from += OtlpRequests.SPANS) {
      List<Span> part = spans.subList(from, Math.min(spans.size(), from + OtlpRequests.SPANS));
      OtlpJsonWriter.write(part, json);
      json.append('\n');
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    var _ =
        WideSpans.write(
            batch -> {
              for (WideEvent record : batch.records()) {
                spans.add((Span) record);
              }
              return Receipt.stored(batch.size());
            },
            SPANS,
            1);
    return spans;
  }

  @Benchmark
  public long read(Read read) throws IOException {
    long before = read.spans;
    Input input = new Input("memory", new ByteArrayInputStream(bytes));
    importer.read(
        input,
        batch -> {
          read.spans += batch.size();
          return Receipt.stored(batch.size());
        },
        new Problems());
    read.bytes += bytes.length;
    if (read.spans - before < SPANS) {
      throw new IllegalStateException(format + " gave " + (read.spans - before) + " spans");
    }
    return read.spans;
  }
}
