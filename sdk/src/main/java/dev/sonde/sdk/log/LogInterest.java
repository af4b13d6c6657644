package dev.sonde.sdk.log;

import dev.sonde.sdk.scope.Within;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which log records somebody wants.
 *
 * @param loggers names; each with all below it; empty for all loggers
 * @param scope keys with their values that must be bound around a record ({@link Within}); empty for the
 *     whole process
 */
public record LogInterest(LogLevel level, List<String> loggers, Map<String, String> scope) {

  public LogInterest {
    Objects.requireNonNull(level, "level is null");
    loggers = List.copyOf(loggers);
    scope = Map.copyOf(scope);
  }

  /** Everything from that level on. */
  public static LogInterest from(LogLevel level) {
    return new LogInterest(level, List.of(), Map.of());
  }

  boolean wants(String logger, int severity) {
    return severity >= level.severity() && covers(logger) && isAround();
  }

  boolean covers(String logger) {
    if (loggers.isEmpty()) {
      return true;
    }
    for (String name : loggers) {
      if (logger.startsWith(name)
          && (logger.length() == name.length() || logger.charAt(name.length()) == '.')) {
        return true;
      }
    }
    return false;
  }

  private boolean isAround() {
    if (scope.isEmpty()) {
      return true;
    }
    Attributes bound = Within.keys(Context.current());
    int found = 0;
    for (Map.Entry<AttributeKey<?>, Object> each : bound.asMap().entrySet()) {
      String wanted = scope.get(each.getKey().getKey());
      if (wanted != null && wanted.equals(String.valueOf(each.getValue()))) {
        found++;
      }
    }
    return found == scope.size();
  }
}
