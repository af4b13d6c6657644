package dev.sonde.sdk.visit;

import dev.sonde.sdk.log.Log4jHost;
import dev.sonde.sdk.log.Log4jSource;
import dev.sonde.sdk.log.LogLevel;
import dev.sonde.sdk.log.LogSource;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.jspecify.annotations.Nullable;

class AnySequenceOfLog4jTest extends AnySequence {

  @Override
  Host host() {
    Log4jHost host = new Log4jHost();
    return new Host() {
      @Override
      public LogSource source() {
        return new Log4jSource(host.context);
      }

      @Override
      public void log(String name, LogLevel said, int style, String message) {
        Logger log = host.context.getLogger(name);
        Level level = Level.valueOf(said.name());
        switch (style) {
          case 0 -> log.atLevel(level).log(message);
          case 1 -> {
            if (log.isEnabled(level)) {
              log.log(level, message);
            }
          }
          case 2 -> log.log(level, "{}", () -> message);
          default -> log.log(level, "{}", message);
        }
      }

      @Override
      public void setLevel(String logger, @Nullable LogLevel level) {
        host.setLevel(logger, level == null ? null : Level.valueOf(level.name()));
      }

      @Override
      public void configureAnew() {
        host.configure();
      }

      @Override
      public List<String> written() {
        return host.written.stream()
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .toList();
      }

      @Override
      public List<String> snapshot() {
        return host.snapshot();
      }

      @Override
      public void close() {
        host.context.stop();
      }
    };
  }
}
