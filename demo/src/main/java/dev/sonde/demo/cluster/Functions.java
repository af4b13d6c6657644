package dev.sonde.demo.cluster;

import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.task.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What tasks do; a worker has one of these, named by its class. */
public interface Functions {

  /**
   * One call.
   *
   * @param inputs results of the dependencies
   * @param slowness how many times slower this worker is than it should be
   */
  record Call(
      Sonde sonde,
      Attempt attempt,
      String key,
      String prefix,
      Map<String, String> arguments,
      List<double[]> inputs,
      int number,
      double speed,
      double slowness) {

    public String argument(String name) {
      String value = arguments.get(name);
      if (value == null) {
        throw new IllegalArgumentException(key + " was given no '" + name + "'");
      }
      return value;
    }

    public int whole(String name) {
      return Integer.parseInt(argument(name));
    }

    public long number(String name) {
      return Long.parseLong(argument(name));
    }

    public boolean flag(String name) {
      return Boolean.parseBoolean(arguments.get(name));
    }

    /** Waits as a disk, a network or a longer computation would make it wait. */
    public void pause(double millis) throws InterruptedException {
      Thread.sleep(Duration.ofNanos((long) (millis * 1e6 * slowness / speed)));
    }
  }

  double[] call(Call call) throws Exception;

  /** What else it counted since it was asked last, by name. */
  default Map<String, Long> counts() {
    return Map.of();
  }
}
