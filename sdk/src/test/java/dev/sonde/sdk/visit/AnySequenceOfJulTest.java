package dev.sonde.sdk.visit;

import dev.sonde.sdk.log.JulHost;
import dev.sonde.sdk.log.JulSource;
import dev.sonde.sdk.log.LogLevel;
import dev.sonde.sdk.log.LogSource;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // The process has one java.util.logging.
class AnySequenceOfJulTest extends AnySequence {

  private static final Map<LogLevel, Level> LEVELS_OF_JUL =
      Map.of(
          LogLevel.TRACE, Level.FINEST,
          LogLevel.DEBUG, Level.FINE,
          LogLevel.INFO, Level.INFO,
          LogLevel.WARN, Level.WARNING,
          LogLevel.ERROR, Level.SEVERE);

  @Override
  boolean hostLevelsHideFromVisitors() {
    return true;
  }

  @Override
  Host host() {
    JulHost host = new JulHost();
    LOGGERS.forEach(host::logger);
    return new Host() {
      @Override
      public LogSource source() {
        return new JulSource();
      }

      @Override
      public void log(String name, LogLevel said, int style, String message) {
        Logger log = host.logger(name);
        Level level = LEVELS_OF_JUL.get(said);
        switch (style) {
          case 0 -> log.log(level, "{0}", message);
          case 1 -> {
            if (log.isLoggable(level)) {
              log.log(level, message);
            }
          }
          case 2 -> log.log(level, () -> message);
          default -> log.logp(level, "class", "method", message);
        }
      }

      @Override
      public void setLevel(String logger, @Nullable LogLevel level) {
        host.logger(logger).setLevel(level == null ? null : LEVELS_OF_JUL.get(level));
      }

      @Override
      public void configureAnew() {
        LOGGERS.forEach(name -> host.logger(name).setLevel(null));
      }

      @Override
      public List<String> written() {
        return host.written.stream()
            .filter(line -> line.startsWith("all "))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .toList();
      }

      @Override
      public List<String> snapshot() {
        return host.snapshot();
      }

      @Override
      public void close() {
        host.close();
      }
    };
  }
}
