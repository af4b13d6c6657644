package dev.sonde.sdk.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.util.logging}, where nothing can look at a call before the level does. Records are taken by
 * a handler at the root and at loggers that do not hand to their parents. Only where somebody wants finer
 * records than the program logs, levels are lowered, and gates keep from the program's handlers what its
 * own levels would have stopped: one at each logger that is known, one at each handler for loggers that
 * are made later. A level, a filter or a handler that the program sets meanwhile is its own, and stays.
 */
public final class JulSource implements LogSource {

  private static final Set<String> BRIDGES =
      Set.of(
          "org.slf4j.bridge.SLF4JBridgeHandler", "org.apache.logging.log4j.jul.Log4jBridgeHandler");

  private final boolean others;
  private final Logger root = Logger.getLogger("");
  private final LogManager manager = LogManager.getLogManager();
  private final Runnable reconfigured = this::changed;
  private final ReentrantLock lock = new ReentrantLock();
  private final JulLevels levels = new JulLevels();
  private final Set<Logger> gatedLoggers = ConcurrentHashMap.newKeySet();
  private final Set<Handler> gatedHandlers = ConcurrentHashMap.newKeySet();
  private final Set<Logger> listened = ConcurrentHashMap.newKeySet();
  private volatile boolean gating;
  private @Nullable LogHub hub;
  private @Nullable JulHandler handler;

  public JulSource() {
    this(false);
  }

  private JulSource(boolean others) {
    this.others = others;
  }

  /**
   * @param others whether another library is listened to, where a bridge may bring records a second time
   */
  static @Nullable LogSource ofProcess(boolean others) {
    boolean replaced =
        LogManager.getLogManager().getClass().getName().startsWith("org.apache.logging.log4j.");
    return replaced && others ? null : new JulSource(others);
  }

  /** Whether all that comes here arrives at another library that is listened to. */
  boolean isBridged() {
    if (others) {
      for (Handler each : root.getHandlers()) {
        if (BRIDGES.contains(each.getClass().getName())) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void attach(LogHub hub) {
    lock.lock();
    try {
      this.hub = hub;
      handler = new JulHandler(this, hub);
      manager.addConfigurationListener(reconfigured);
      changed();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void changed() {
    lock.lock();
    try {
      LogHub now = hub;
      JulHandler ours = handler;
      if (now == null || ours == null || isBridged()) {
        return;
      }
      List<Logger> known = known();
      Map<Logger, Level> wanted = levels.wanted(now, known);
      // In this order nothing passes that was stopped before: gates are there while levels are low.
      gating = !wanted.isEmpty() || gating;
      known.addAll(wanted.keySet());
      known.forEach(logger -> tend(logger, ours));
      levels.lower(wanted);
      levels.raiseAllBut(wanted);
      if (levels.isEmpty()) {
        openGates();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void detach() {
    lock.lock();
    try {
      manager.removeConfigurationListener(reconfigured);
      levels.raiseAllBut(Map.of());
      openGates();
      JulHandler ours = handler;
      if (ours != null) {
        listened.forEach(logger -> logger.removeHandler(ours));
      }
      listened.clear();
      handler = null;
      hub = null;
    } finally {
      lock.unlock();
    }
  }

  private List<Logger> known() {
    List<Logger> known = new ArrayList<>();
    for (String name : Collections.list(manager.getLoggerNames())) {
      Logger logger = manager.getLogger(name);
      if (logger != null) {
        known.add(logger);
      }
    }
    return known;
  }

  private void openGates() {
    gating = false;
    gatedLoggers.forEach(logger -> {
      if (logger.getFilter() instanceof JulGate gate) {
        logger.setFilter(gate.hosts());
      }
    });
    gatedHandlers.forEach(each -> {
      if (each.getFilter() instanceof JulGate gate) {
        each.setFilter(gate.hosts());
      }
    });
    gatedLoggers.clear();
    gatedHandlers.clear();
  }

  /** Puts what is missing at a logger. */
  private void tend(Logger logger, JulHandler ours) {
    boolean there = false;
    for (Handler each : logger.getHandlers()) {
      there |= each instanceof JulHandler;
      if (gating && !(each instanceof JulHandler) && !(each.getFilter() instanceof JulGate)) {
        each.setFilter(new JulGate(levels, each.getFilter(), null));
        gatedHandlers.add(each);
      }
    }
    if (!there && (logger.getParent() == null || !logger.getUseParentHandlers())) {
      logger.addHandler(ours);
      listened.add(logger);
    }
    if (gating && !(logger.getFilter() instanceof JulGate)) {
      logger.setFilter(new JulGate(levels, logger.getFilter(), ours));
      gatedLoggers.add(logger);
    }
  }

  /** Sees a record's logger, which may be new or changed by the program; never waits. */
  void heard(@Nullable Logger from, JulHandler ours) {
    if (!gating || from == null || from.getFilter() instanceof JulGate || !lock.tryLock()) {
      return;
    }
    try {
      for (Logger each = from; gating && each != null; each = each.getParent()) {
        tend(each, ours);
      }
    } finally {
      lock.unlock();
    }
  }
}
