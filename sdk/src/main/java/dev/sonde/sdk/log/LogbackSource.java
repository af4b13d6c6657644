package dev.sonde.sdk.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.spi.LifeCycle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Logback. A turbo filter, the first in its context, sees every call before levels do and says nothing
 * about it; appenders, levels and other filters stay as they are. It is put in again when the context is
 * configured anew.
 */
public final class LogbackSource implements LogSource {

  private final LoggerContext context;
  private @Nullable Presence presence;

  public LogbackSource(LoggerContext context) {
    this.context = Objects.requireNonNull(context, "context is null");
  }

  /** That which SLF4J's loggers are of; null where they are another library's. */
  static @Nullable LogSource ofProcess() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        ? new LogbackSource(context)
        : null;
  }

  @Override
  public void attach(LogHub hub) {
    Presence now = new Presence(context, new LogbackFilter(hub));
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

  /** The filter in the context, for as long as it is wanted. */
  private static final class Presence implements LoggerContextListener {
    private final LoggerContext context;
    private final LogbackFilter filter;
    private volatile boolean wanted = true;

    Presence(LoggerContext context, LogbackFilter filter) {
      this.context = context;
      this.filter = filter;
      filter.setContext(context);
    }

    void begin() {
      context.addListener(this);
      put();
    }

    void end() {
      wanted = false;
      context.removeListener(this);
      context.getTurboFilterList().remove(filter);
    }

    private void put() {
      // First: another filter's yes or no would end the chain before us.
      if (!context.getTurboFilterList().contains(filter)) {
        context.getTurboFilterList().add(0, filter);
      }
      if (!wanted) {
        context.getTurboFilterList().remove(filter);
      }
    }

    @Override
    public boolean isResetResistant() {
      return true;
    }

    @Override
    public void onReset(LoggerContext context) {
      if (wanted) {
        put();
      }
    }

    @Override
    public void onStart(LoggerContext context) {}

    /** A stopping context forgets all listeners; frameworks stop it, reset it and configure it anew. */
    @Override
    public void onStop(LoggerContext context) {
      if (wanted) {
        context.register(new Return(this));
      }
    }

    @Override
    public void onLevelChange(Logger logger, Level level) {}

    void comeBack() {
      if (wanted && !context.getCopyOfListenerList().contains(this)) {
        context.addListener(this);
      }
    }
  }

  /** What a context stops first when it is reset, so that the listener is there when it tells them. */
  private static final class Return implements LifeCycle {
    private final Presence presence;
    private volatile boolean started = true;

    Return(Presence presence) {
      this.presence = presence;
    }

    @Override
    public void start() {
      started = true;
    }

    @Override
    public void stop() {
      started = false;
      presence.comeBack();
    }

    @Override
    public boolean isStarted() {
      return started;
    }
  }
}
