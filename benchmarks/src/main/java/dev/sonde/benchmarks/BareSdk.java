package dev.sonde.benchmarks;

import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;

/** OpenTelemetry's SDK as it comes, with its batch processor and an exporter that sends nothing. */
final class BareSdk implements AutoCloseable {

  private final LongAdder exported = new LongAdder();
  private final OpenTelemetrySdk sdk;

  /**
   * @param encodes whether the exporter encodes OTLP in JSON, for nobody
   */
  BareSdk(boolean encodes) {
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(BatchSpanProcessor.builder(new Exporter(encodes)).build())
                    .build())
            .build();
  }

  OpenTelemetrySdk sdk() {
    return sdk;
  }

  long exported() {
    return exported.sum();
  }

  @Override
  public void close() {
    sdk.close();
  }

  private final class Exporter implements SpanExporter {
    private final boolean encodes;

    Exporter(boolean encodes) {
      this.encodes = encodes;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      exported.add(spans.size());
      try {
        if (encodes) {
          TraceRequestMarshaler.create(spans).writeJsonTo(OutputStream.nullOutputStream());
        }
        return CompletableResultCode.ofSuccess();
      } catch (IOException e) {
        return CompletableResultCode.ofFailure();
      }
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
