package dev.sonde.sdk.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.log.LogHub;
import dev.sonde.sdk.log.LogLevel;
import dev.sonde.sdk.log.LogSource;
import dev.sonde.sdk.scope.Within;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is opened, closed, logged and changed by the host in whatever order: the host writes what it
 * would have written alone, and each visitor gets what it wants. Compared with a model of a few lines.
 */
@SuppressWarnings("try") // What is open is closed, and not otherwise used.
abstract class AnySequence {

  private static final int SEQUENCES = 8;
  private static final int MANY_SEQUENCES = 100;
  private static final int STEPS = 80;

  static final List<LogLevel> LEVELS =
      List.of(LogLevel.TRACE, LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN, LogLevel.ERROR);

  /** Of which some are below others. */
  static final List<String> LOGGERS = List.of("seq", "seq.a", "seq.a.b", "seq.ab", "seq.c");

  /** A logging library with a configuration of the program, which appends to a list. */
  interface Host extends AutoCloseable {
    LogSource source();

    /**
     * @param style one of several ways to say it
     */
    void log(String logger, LogLevel level, int style, String message);

    /** Null takes a level back. */
    void setLevel(String logger, @Nullable LogLevel level);

    /** As it was in the beginning: INFO everywhere. */
    void configureAnew();

    /** Messages, in order. */
    List<String> written();

    List<String> snapshot();

    @Override
    void close();
  }

  abstract Host host();

  /** Whether a level that the host sets during a visit keeps finer records from visitors. */
  boolean hostLevelsHideFromVisitors() {
    return false;
  }

  @TempDir Path folder;

  @Test
  void gives_host_and_visitors_what_the_model_says() {
    sequences(SEQUENCES);
  }

  @Test
  @Tag("slow")
  void gives_host_and_visitors_what_the_model_says_many_times() {
    sequences(MANY_SEQUENCES);
  }

  private void sequences(int count) {
    long seed = new Random().nextLong();
    for (int i = 0; i < count; i++) {
      try (Host host = host()) {
        new Sequence(host, seed + i).run();
      } catch (AssertionError e) {
        throw new AssertionError("with seed " + (seed + i) + "L: " + e.getMessage(), e);
      }
    }
  }

  private final class Sequence {
    private final Host host;
    private final Random random;
    private final OpenVisits visits;
    private final List<VisitConfig> configs = new ArrayList<>();
    private final List<Visit> handles = new ArrayList<>();
    private final List<Integer> handleConfigs = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    // The model.
    private final Map<String, LogLevel> levels = new HashMap<>();
    private final List<String> written = new ArrayList<>();
    private final Map<Integer, List<String>> wanted = new TreeMap<>();
    private final Map<Integer, List<String>> atLeast = new TreeMap<>();

    Sequence(Host host, long seed) {
      this.host = host;
      random = new Random(seed);
      visits = new OpenVisits(LogHub.of(host.source()), Map.of());
      for (int i = 0; i < 4; i++) {
        VisitConfig config =
            VisitConfig.of(DestinationSpec.pool(folder.resolve(UUID.randomUUID().toString())))
                .level(any(LEVELS));
        config = random.nextInt(3) == 0 ? config.within("agent", "ann") : config;
        configs.add(random.nextBoolean() ? config.loggers(any(LOGGERS)) : config.loggers("seq"));
        wanted.put(i, new ArrayList<>());
        atLeast.put(i, new ArrayList<>());
      }
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    void run() {
      List<String> before = host.snapshot();
      boolean changed = false;
      for (int i = 0; i < STEPS; i++) {
        int what = random.nextInt(20);
        if (what < 3) {
          open();
        } else if (what < 6 && !handles.isEmpty()) {
          close(random.nextInt(handles.size()));
        } else if (what == 6) {
          changed = true;
          setLevel();
        } else if (what == 7 && random.nextInt(3) == 0) {
          steps.add("configure");
          host.configureAnew();
          levels.clear();
          changed = true;
        } else {
          log(i);
        }
      }
      while (!handles.isEmpty()) {
        close(random.nextInt(handles.size()));
      }
      log(STEPS);
      check();
      if (!changed) {
        assertThat(host.snapshot()).as(steps.toString()).isEqualTo(before);
      }
      assertThat(host.snapshot().toString()).doesNotContain("dev.sonde.sdk.log.L", "JulGate");
    }

    private void open() {
      int which = random.nextInt(configs.size());
      steps.add("open " + which);
      VisitConfig config = configs.get(which);
      handles.add(
          Visit.open(
              visits, List.of(random.nextBoolean() ? config : VisitConfigTest.copy(config))));
      handleConfigs.add(which);
    }

    private void close(int handle) {
      steps.add("close " + handleConfigs.get(handle));
      handles.remove(handle).close();
      handleConfigs.subList(handle, handle + 1).clear();
    }

    private void setLevel() {
      String logger = any(LOGGERS);
      LogLevel level = random.nextInt(4) == 0 ? null : any(LEVELS);
      steps.add("level " + logger + " " + level);
      host.setLevel(logger, level);
      levels.put(logger, level);
    }

    private void log(int number) {
      String logger = any(LOGGERS);
      LogLevel level = any(LEVELS);
      int style = random.nextInt(4);
      boolean ann = random.nextInt(3) == 0;
      String message = "m" + number;
      steps.add("log " + logger + " " + level + " " + style + " " + ann + " " + message);
      try (Within agent = Sonde.off().within("agent", ann ? "ann" : "bob")) {
        host.log(logger, level, style, message);
      }
      boolean hosts = level.severity() >= effective(logger).severity();
      if (hosts) {
        written.add(message);
      }
      for (int i = 0; i < configs.size(); i++) {
        if (handleConfigs.contains(i) && wants(configs.get(i), logger, level, ann)) {
          wanted.get(i).add(message);
          if (hosts) {
            atLeast.get(i).add(message);
          }
        }
      }
    }

    private LogLevel effective(String logger) {
      for (String name = logger; ; name = name.substring(0, name.lastIndexOf('.'))) {
        LogLevel own = levels.get(name);
        if (own != null) {
          return own;
        } else if (name.indexOf('.') < 0) {
          return LogLevel.INFO;
        }
      }
    }

    private boolean wants(VisitConfig config, String logger, LogLevel level, boolean ann) {
      String name = config.loggers().get(0);
      return level.severity() >= config.level().severity()
          && (logger.equals(name) || logger.startsWith(name + "."))
          && (ann || config.scope().isEmpty());
    }

    private void check() {
      assertThat(host.written()).as("host after " + steps).isEqualTo(written);
      for (int i = 0; i < configs.size(); i++) {
        List<String> got =
            new ArrayList<>(
                Pools.bodies(Path.of(configs.get(i).destinations().get(0).settings().get("dir"))));
        // One file an opening, in no order.
        got.sort((a, b) -> Integer.compare(number(a), number(b)));
        if (hostLevelsHideFromVisitors()) {
          assertThat(wanted.get(i)).as("visitor " + i + " after " + steps).containsAll(got);
          assertThat(got).as("visitor " + i + " after " + steps).containsAll(atLeast.get(i));
          assertThat(got).doesNotHaveDuplicates();
        } else {
          assertThat(got).as("visitor " + i + " after " + steps).isEqualTo(wanted.get(i));
        }
      }
    }

    private static int number(String message) {
      return Integer.parseInt(message.substring(1));
    }
  }
}
