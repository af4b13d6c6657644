package dev.sonde.sdk.sample;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Samples as gauges of OpenTelemetry's API, for those who have it set up already. */
public final class Gauges implements ProcessSamples.Sink {

  private final Meter meter;
  private final Attributes keys;
  private final Map<String, DoubleGauge> gauges = new ConcurrentHashMap<>();

  /**
   * @param keys that each value has
   */
  public Gauges(OpenTelemetry telemetry, Attributes keys) {
    meter = telemetry.getMeter("sonde");
    this.keys = keys;
  }

  @Override
  public void sample(String name, String unit, double value, boolean cumulative) {
    gauges
        .computeIfAbsent(name, each -> meter.gaugeBuilder(each).setUnit(unit).build())
        .set(value, keys);
  }
}
