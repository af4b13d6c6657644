package dev.sonde.sdk.log;

import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * In front of the program's own filter, of a logger or of a handler: stops what the program's own levels
 * would have stopped.
 */
final class JulGate implements Filter {

  private final JulLevels levels;
  private final @Nullable Filter hosts;
  private final @Nullable JulHandler takes;

  /**
   * @param takes gets what is stopped here; null at handlers, as it is told of that by the root
   */
  JulGate(JulLevels levels, @Nullable Filter hosts, @Nullable JulHandler takes) {
    this.levels = levels;
    this.hosts = hosts;
    this.takes = takes;
  }

  /** The program's own; null where there is none. */
  @Nullable Filter hosts() {
    return hosts;
  }

  @Override
  public boolean isLoggable(LogRecord record) {
    if (Formatting.here()) {
      return false;
    }
    if (!levels.letPass(record)) {
      if (takes != null) {
        takes.publish(record);
      }
      return false;
    }
    return hosts == null || hosts.isLoggable(record);
  }
}
