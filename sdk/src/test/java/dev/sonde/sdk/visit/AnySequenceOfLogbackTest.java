package dev.sonde.sdk.visit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sonde.sdk.log.LogLevel;
import dev.sonde.sdk.log.LogSource;
import dev.sonde.sdk.log.LogbackSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

class AnySequenceOfLogbackTest extends AnySequence {

  @Override
  Host host() {
    LogbackHost host = new LogbackHost(folder.resolve(UUID.randomUUID() + ".log"));
    return new Host() {
      @Override
      public LogSource source() {
        return new LogbackSource(host.context);
      }

      @Override
      public void log(String name, LogLevel said, int style, String message) {
        Logger log = host.context.getLogger(name);
        org.slf4j.event.Level level = org.slf4j.event.Level.valueOf(said.name());
        switch (style) {
          case 0 -> log.atLevel(level).addKeyValue("n", 1).log(message);
          case 1 -> {
            if (log.isEnabledForLevel(level)) {
              log.log(null, "caller", level.toInt(), message, null, null);
            }
          }
          case 2 -> log.log(null, "caller", level.toInt(), "{}", new Object[] {message}, null);
          default -> log.log(null, "caller", level.toInt(), message, null, null);
        }
      }

      @Override
      public void setLevel(String logger, @Nullable LogLevel level) {
        host.context.getLogger(logger).setLevel(level == null ? null : Level.valueOf(level.name()));
      }

      @Override
      public void configureAnew() {
        host.configure();
      }

      @Override
      public List<String> written() {
        return host.written().stream()
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .toList();
      }

      @Override
      public List<String> snapshot() {
        LOGGERS.forEach(host.context::getLogger);
        return host.snapshot();
      }

      @Override
      public void close() {
        host.close();
      }
    };
  }
}
