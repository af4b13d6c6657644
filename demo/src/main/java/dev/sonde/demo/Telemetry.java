package dev.sonde.demo;

import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.SondeBuilder;
import java.time.Duration;

/** The SDK of one process of a workload. */
public final class Telemetry implements AutoCloseable {

  /** Closing alone waits for two seconds, in which a process on a busy machine may not get far. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Sonde sonde;

  private Telemetry(Sonde sonde) {
    this.sonde = sonde;
  }

  public static Telemetry start(String service) {
    return new Telemetry(Sonde.builder().service(service).start());
  }

  /** Of a process that executes tasks. */
  public static Telemetry worker(String service, String id, int slots) {
    SondeBuilder builder = Sonde.builder().service(service).worker(id, slots);
    return new Telemetry(builder.start());
  }

  public Sonde sonde() {
    return sonde;
  }

  @Override
  public void close() {
    var _ = sonde.flush(PATIENCE);
    sonde.close();
  }
}
