package dev.sonde.sdk.log;

import java.beans.PropertyChangeListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.AbstractFilterable;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Log4j 2. A filter of the whole configuration lets pass what somebody wants, the factories of the
 * events record it, and a filter at each logger's configuration keeps from the appenders what the
 * program's own levels and filters would not have let pass. All are put in again when the context is
 * configured anew.
 */
public final class Log4jSource implements LogSource {

  private final LoggerContext context;
  private @Nullable Presence presence;

  public Log4jSource(LoggerContext context) {
    this.context = Objects.requireNonNull(context, "context is null");
  }

  /** Null where Log4j's own implementation is not what runs. */
  static @Nullable LogSource ofProcess() {
    return LogManager.getContext(false) instanceof LoggerContext context
        ? new Log4jSource(context)
        : null;
  }

  @Override
  public void attach(LogHub hub) {
    Presence now = new Presence(context, hub);
    presence = now;
    now.begin();
  }

  @Override
  public void detach() {
    Presence was = presence;
    presence = null;
    if (was != null) {
      was.end();
    }
  }

  /** What is in the context, for as long as it is wanted. */
  private static final class Presence {
    private final LoggerContext context;
    private final LogHub hub;
    private final Log4jFilter filter;
    private final Filter refusing = new Log4jEvents.Refusing();
    private final PropertyChangeListener listener = change -> put();
    private volatile boolean wanted = true;

    Presence(LoggerContext context, LogHub hub) {
      this.context = context;
      this.hub = hub;
      filter = new Log4jFilter(hub);
    }

    void begin() {
      context.addPropertyChangeListener(listener);
      put();
    }

    void end() {
      wanted = false;
      context.removePropertyChangeListener(listener);
      take(context.getConfiguration());
    }

    private void put() {
      Configuration configuration = context.getConfiguration();
      // The events first: what the filter lets pass must find those who refuse it again.
      for (LoggerConfig each : configuration.getLoggers().values()) {
        if (!(each.getLogEventFactory() instanceof Log4jEvents)) {
          first(each, refusing);
          each.setLogEventFactory(new Log4jEvents(each, hub, filter));
        }
      }
      if (configuration instanceof AbstractFilterable filterable && !has(filterable, filter)) {
        first(filterable, filter);
      }
      if (!wanted) {
        take(configuration);
      }
    }

    private void take(Configuration configuration) {
      configuration.removeFilter(filter);
      for (LoggerConfig each : configuration.getLoggers().values()) {
        if (each.getLogEventFactory() instanceof Log4jEvents events && events.isOf(filter)) {
          each.setLogEventFactory(events.replaced());
        }
        each.removeFilter(refusing);
      }
    }

    private static boolean has(AbstractFilterable filterable, Filter filter) {
      Filter now = filterable.getFilter();
      if (now instanceof CompositeFilter several) {
        for (Filter each : several) {
          if (each.equals(filter)) {
            return true;
          }
        }
      }
      return filter.equals(now);
    }

    /**
     * Before all others, as the first yes or no ends the row. Nothing can be put in front at once: ours
     * is added behind, the others behind that, and then those in front go, one by one, as a row of
     * filters takes another row for equal. At no moment is one missing.
     */
    private static void first(AbstractFilterable filterable, Filter filter) {
      List<Filter> others = new ArrayList<>();
      if (filterable.getFilter() instanceof CompositeFilter several) {
        several.forEach(others::add);
      } else if (filterable.getFilter() != null) {
        others.add(filterable.getFilter());
      }
      filterable.addFilter(filter);
      if (others.stream().noneMatch(CompositeFilter.class::isInstance)) {
        others.forEach(filterable::addFilter);
        others.forEach(filterable::removeFilter);
      }
    }
  }
}
