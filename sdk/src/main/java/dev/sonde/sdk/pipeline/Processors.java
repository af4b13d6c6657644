package dev.sonde.sdk.pipeline;

import dev.sonde.sdk.scope.Within;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** How OpenTelemetry's SDK hands spans and log records to a pipeline, with the keys bound around them. */
public final class Processors {

  private Processors() {}

  public static SpanProcessor spans(Pipeline pipeline) {
    boolean tellsOpen = pipeline.tellsOpen();
    return new SpanProcessor() {
      @Override
      public void onStart(Context parent, ReadWriteSpan span) {
        bind(Within.keys(parent), span);
        if (tellsOpen) {
          pipeline.begun(span);
        }
      }

      @Override
      public boolean isStartRequired() {
        return true;
      }

      @Override
      public void onEnd(ReadableSpan span) {
        pipeline.ended(span);
      }

      @Override
      public boolean isEndRequired() {
        return true;
      }
    };
  }

  @SuppressWarnings("unchecked") // A key comes with a value of its type.
  private static void bind(Attributes keys, ReadWriteSpan span) {
    if (!keys.isEmpty()) {
      keys.forEach((key, value) -> {
        // What the span says of itself goes before what is bound around it.
        if (span.getAttribute(key) == null) {
          span.setAttribute((AttributeKey<Object>) key, value);
        }
      });
    }
  }

  public static LogRecordProcessor logs(Pipeline pipeline) {
    return (context, record) -> emitted(pipeline, context, record);
  }

  private static void emitted(Pipeline pipeline, Context context, ReadWriteLogRecord record) {
    Within.keys(context)
        .forEach((key, value) -> {
          // What the record says of itself goes before what is bound around it.
          if (record.getAttribute(key) == null) {
            put(record, key, value);
          }
        });
    pipeline.emitted(record);
  }

  @SuppressWarnings("unchecked") // A key comes with a value of its type.
  private static <T> void put(ReadWriteLogRecord record, AttributeKey<?> key, T value) {
    record.setAttribute((AttributeKey<T>) key, value);
  }
}
