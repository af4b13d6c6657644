package dev.sonde.sdk.log;

import dev.sonde.model.Event;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.sdk.destination.Destination;
import dev.sonde.sdk.pipeline.Pipeline;
import dev.sonde.sdk.pipeline.Processors;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** A pipeline into a list. */
public final class Recorded implements AutoCloseable {

  private final List<WideEvent> seen = Collections.synchronizedList(new ArrayList<>());
  private final Pipeline pipeline;
  private final SdkLoggerProvider provider;

  public Recorded() {
    Destination list = seen::addAll;
    pipeline = new Pipeline(Map.of("list", list), 32_768, Duration.ofMillis(50));
    provider = SdkLoggerProvider.builder().addLogRecordProcessor(Processors.logs(pipeline)).build();
  }

  public LoggerProvider provider() {
    return provider;
  }

  public List<Event> events() {
    Assertions.assertThat(pipeline.flush(Duration.ofSeconds(10))).isTrue();
    synchronized (seen) {
      return seen.stream().map(Event.class::cast).toList();
    }
  }

  public Event only() {
    Assertions.assertThat(events()).hasSize(1);
    return events().get(0);
  }

  public List<String> bodies() {
    return events().stream().map(Recorded::body).toList();
  }

  public static String body(Event event) {
    return event.body() instanceof Value.Text text ? text.value() : String.valueOf(event.body());
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
