package dev.sonde.demo.cluster;

import java.util.List;
import java.util.Map;

/**
 * A task to be run.
 *
 * @param prefix its kind, also the function that the workers call
 * @param dependencies keys of the tasks whose results it takes, in this order
 * @param arguments beside these
 * @param retries how often it is tried again after a failure
 */
public record TaskSpec(
    String key,
    String prefix,
    List<String> dependencies,
    Map<String, String> arguments,
    int retries) {

  public TaskSpec {
    dependencies = List.copyOf(dependencies);
    arguments = Map.copyOf(arguments);
  }
}
