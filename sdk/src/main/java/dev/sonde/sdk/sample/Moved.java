package dev.sonde.sdk.sample;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How many bytes the SDK was told of as moved in this process, so far; null where it never was. */
public final class Moved {

  private final LongAdder spilled = new LongAdder();
  private final LongAdder unspilled = new LongAdder();
  private final LongAdder received = new LongAdder();

  public void spill(long bytes) {
    spilled.add(bytes);
  }

  public void unspill(long bytes) {
    unspilled.add(bytes);
  }

  public void receive(long bytes) {
    received.add(bytes);
  }

  @Nullable Double spilled() {
    return some(spilled);
  }

  @Nullable Double unspilled() {
    return some(unspilled);
  }

  @Nullable Double received() {
    return some(received);
  }

  private static @Nullable Double some(LongAdder bytes) {
    long sum = bytes.sum();
    return sum == 0 ? null : Double.valueOf((double) sum);
  }
}
