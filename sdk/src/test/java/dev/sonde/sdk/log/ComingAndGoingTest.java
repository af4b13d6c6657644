package dev.sonde.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Logger;
import org.junit.jupiter.api.Test;

/** Listeners come and go while threads log: one who stays misses nothing, and the host gets its own. */
@SuppressWarnings("try") // What is open is closed, and not otherwise used.
class ComingAndGoingTest {

  private static final int THREADS = 4;
  private static final int RECORDS = 500;

  private static void whileOthersComeAndGo(LogHub hub, Recorded stays, Runnable logs)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (LogHub.Listening staying = hub.listen(LogInterest.from(LogLevel.INFO), stays.provider());
        Recorded others = new Recorded()) {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        working.add(threads.submit(logs));
      }
      while (!working.stream().allMatch(Future::isDone)) {
        hub.listen(LogInterest.from(LogLevel.DEBUG), others.provider()).close();
      }
      for (Future<?> each : working) {
        each.get(60, TimeUnit.SECONDS);
      }
      assertThat(stays.events()).hasSize(THREADS * RECORDS);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void with_logback() throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    ListAppender<ILoggingEvent> host = new ListAppender<>();
    host.setContext(context);
    host.start();
    context.getLogger("ROOT").addAppender(host);
    context.getLogger("ROOT").setLevel(Level.INFO);
    org.slf4j.Logger log = context.getLogger("com.acme");
    try (Recorded stays = new Recorded()) {
      whileOthersComeAndGo(
          LogHub.of(new LogbackSource(context)),
          stays,
          () -> {
            for (int i = 0; i < RECORDS; i++) {
              log.info("i {}", i);
              log.debug("d {}", i);
              log.atDebug().log("f");
            }
          });
    }
    assertThat(host.list).hasSize(THREADS * RECORDS);
    context.stop();
  }

  @Test
  void with_log4j() throws Exception {
    Log4jHost host = new Log4jHost();
    Logger log = host.context.getLogger("com.acme");
    try (Recorded stays = new Recorded()) {
      whileOthersComeAndGo(
          LogHub.of(new Log4jSource(host.context)),
          stays,
          () -> {
            for (int i = 0; i < RECORDS; i++) {
              log.info("i {}", i);
              log.debug("d {}", i);
              log.debug(() -> "lazy");
            }
          });
    }
    assertThat(host.written).hasSize(THREADS * RECORDS);
    host.context.stop();
  }
}
