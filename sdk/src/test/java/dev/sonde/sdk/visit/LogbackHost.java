package dev.sonde.sdk.visit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.MarkerFilter;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program's own Logback: a list at INFO, a file of warnings, a level of its own for one logger. */
final class LogbackHost implements AutoCloseable {

  final LoggerContext context = new LoggerContext();
  final Path file;
  private ListAppender<ILoggingEvent> list = new ListAppender<>();
  private final List<ILoggingEvent> before = new ArrayList<>();

  LogbackHost(Path file) {
    this.file = file;
    context.setMDCAdapter(new LogbackMDCAdapter());
    configure();
  }

  /** As when the configuration's file is read again. */
  void configure() {
    before.addAll(list.list);
    context.reset();
    MarkerFilter marked = new MarkerFilter();
    marked.setMarker("NEVER");
    marked.setOnMatch("DENY");
    marked.start();
    context.addTurboFilter(marked);
    list = new ListAppender<>();
    list.setName("list");
    list.setContext(context);
    list.start();
    root().setLevel(Level.INFO);
    root().addAppender(list);
    root().addAppender(file("file", Level.WARN));
    context.getLogger("com.acme.chatty").setLevel(Level.DEBUG);
    context.getLogger("com.acme.quiet").setLevel(Level.ERROR);
    context.getLogger("com.acme.alone").setAdditive(false);
  }

  Appender<ILoggingEvent> file(String name, Level from) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%-5level %logger [%X] %marker %kvp - %msg%nopex%n");
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setName(name);
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    ThresholdFilter threshold = new ThresholdFilter();
    threshold.setLevel(from.levelStr);
    threshold.start();
    appender.addFilter(threshold);
    appender.start();
    return appender;
  }

  Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  List<String> written() {
    List<ILoggingEvent> all = new ArrayList<>(before);
    all.addAll(list.list);
    return all.stream()
        .map(
            each -> each.getLevel() + " " + each.getLoggerName() + " " + each.getFormattedMessage())
        .toList();
  }

  String fileText() {
    for (Appender<ILoggingEvent> each : appenders(root())) {
      if (each instanceof OutputStreamAppender<ILoggingEvent> out) {
        try {
          out.getOutputStream().flush();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that can be seen of the configuration. */
  List<String> snapshot() {
    List<String> lines = new ArrayList<>();
    lines.add("turbo " + context.getTurboFilterList());
    lines.add("listeners " + context.getCopyOfListenerList());
    for (Logger each : context.getLoggerList()) {
      lines.add(
          each.getName() + " " + each.getLevel() + " " + each.isAdditive() + " " + seen(each));
    }
    return lines;
  }

  private static List<Object> seen(Logger logger) {
    List<Object> seen = new ArrayList<>();
    for (Appender<ILoggingEvent> each : appenders(logger)) {
      seen.add(each);
      seen.add(each.getCopyOfAttachedFiltersList());
    }
    return seen;
  }

  private static List<Appender<ILoggingEvent>> appenders(Logger logger) {
    List<Appender<ILoggingEvent>> all = new ArrayList<>();
    logger.iteratorForAppenders().forEachRemaining(all::add);
    return all;
  }

  @Override
  public void close() {
    context.stop();
  }
}
