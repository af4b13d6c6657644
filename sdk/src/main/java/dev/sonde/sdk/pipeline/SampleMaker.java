package dev.sonde.sdk.pipeline;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Sample;
import dev.sonde.model.Value;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Makes samples of one resource for a pipeline. */
public final class SampleMaker {

  private static final Attributes CUMULATIVE =
      Attributes.builder()
          .put("aggregationTemporality", "cumulative")
          .put("isMonotonic", Value.of(true))
          .build();

  private final Pipeline pipeline;
  private final Origin origin;
  private final Attributes keys;

  /**
   * @param keys that each sample has
   */
  public SampleMaker(
      Pipeline pipeline,
      io.opentelemetry.api.common.Attributes resource,
      io.opentelemetry.api.common.Attributes keys) {
    this.pipeline = pipeline;
    origin = new Origin(Records.attributes(resource), "sonde", Attributes.EMPTY);
    this.keys = Records.attributes(keys);
  }

  /** Offers one, as of now. */
  public void sample(String name, String unit, double value, boolean cumulative) {
    Instant now = Instant.now();
    pipeline.offer(
        new Sample(
            origin,
            TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(),
            name,
            unit,
            cumulative ? Sample.Shape.SUM : Sample.Shape.GAUGE,
            value,
            keys,
            cumulative ? CUMULATIVE : Attributes.EMPTY));
  }
}
