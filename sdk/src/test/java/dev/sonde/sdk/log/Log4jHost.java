package dev.sonde.sdk.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.jspecify.annotations.Nullable;

/** A program's own Log4j, with an appender into a list. */
public final class Log4jHost {

  public final LoggerContext context;
  public final List<String> written = Collections.synchronizedList(new ArrayList<>());

  public Log4jHost() {
    this(new LoggerContext("test"));
  }

  Log4jHost(LoggerContext context) {
    this.context = context;
    configure();
  }

  public void configure(Filter... filters) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.OFF);
    builder.add(builder.newRootLogger(Level.INFO));
    builder.add(builder.newLogger("com.acme.quiet", Level.ERROR));
    Configuration configuration = builder.build(false);
    configuration.initialize();
    add(configuration);
    for (Filter filter : filters) {
      configuration.addFilter(filter);
    }
    if (context.isStarted()) {
      context.setConfiguration(configuration);
    } else {
      context.start(configuration);
    }
  }

  void add(Configuration configuration) {
    AbstractAppender appender =
        new AbstractAppender("list", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            written.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    configuration.addAppender(appender);
    configuration.getRootLogger().addAppender(appender, null, null);
  }

  public void setLevel(String logger, @Nullable Level level) {
    Configuration configuration = context.getConfiguration();
    LoggerConfig own = configuration.getLoggerConfig(logger);
    if (level == null) {
      configuration.removeLogger(logger);
    } else if (own.getName().equals(logger)) {
      own.setLevel(level);
    } else {
      configuration.addLogger(logger, new LoggerConfig(logger, level, true));
    }
    context.updateLoggers();
  }

  /** All that can be seen of the configuration. */
  public List<String> snapshot() {
    Configuration configuration = context.getConfiguration();
    List<String> lines = new ArrayList<>();
    lines.add("filters " + filters(configuration.getFilter()));
    configuration
        .getLoggers()
        .forEach((name, each) ->
            lines.add(
                "'%s' %s %s %s %s"
                    .formatted(
                        name,
                        each.getExplicitLevel(),
                        each.getAppenders().keySet(),
                        filters(each.getFilter()),
                        factory(each))));
    Collections.sort(lines);
    return lines;
  }

  private static String factory(LoggerConfig each) {
    return each.getLogEventFactory().getClass().getSimpleName();
  }

  private static List<Object> filters(Filter filter) {
    List<Object> all = new ArrayList<>();
    if (filter instanceof CompositeFilter several) {
      several.forEach(all::add);
    } else if (filter != null) {
      all.add(filter);
    }
    return all;
  }
}
