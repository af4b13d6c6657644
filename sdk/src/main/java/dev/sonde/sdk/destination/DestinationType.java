package dev.sonde.sdk.destination;

import java.io.IOException;
import java.util.Map;

/**
 * A kind of destination that a {@link DestinationSpec} can name. Own ones are found through {@link
 * java.util.ServiceLoader}, in every process that has them on its class path.
 */
public interface DestinationType {

  /** The word that specs use, e.g. {@code pool}. */
  String type();

  /**
   * The setting that a bare word stands for, as the folder in {@code pool:/tmp/p}; empty where there is
   * none.
   */
  default String mainSetting() {
    return "";
  }

  /**
   * @param settings of the spec
   * @throws IllegalArgumentException where a setting is missing, unknown or wrong; {@link Settings} finds
   *     out
   * @throws IOException where the destination cannot be opened
   */
  Destination open(Map<String, String> settings) throws IOException;
}
