package dev.sonde.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Event;
import dev.sonde.model.Value;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.scope.Within;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // The process has one java.util.logging.
@SuppressWarnings("try") // What is open is closed, and not otherwise used.
class JulTest {

  private final JulHost host = new JulHost();
  private final LogHub hub = LogHub.of(new JulSource());
  private final Recorded recorded = new Recorded();
  private final Logger log = host.logger("com.acme.Shop");

  @AfterEach
  void end() {
    recorded.close();
    host.close();
  }

  private LogHub.Listening listen(LogLevel level, String... loggers) {
    return hub.listen(
        new LogInterest(
            level, loggers.length == 0 ? List.of("com.acme") : List.of(loggers), Map.of()),
        recorded.provider());
  }

  @Test
  void a_record_has_its_logger_level_thread_template_arguments_and_exception() {
    IllegalStateException broken = new IllegalStateException("no tea");
    LogRecord lost = new LogRecord(Level.SEVERE, "lost {0}");
    lost.setParameters(new Object[] {"tea"});
    lost.setThrown(broken);
    lost.setLoggerName("com.acme.Shop");
    try (LogHub.Listening open = listen(LogLevel.INFO);
        Within agent = Sonde.off().within("gen_ai.agent.id", "a-7")) {
      log.log(Level.INFO, "sold {0} of {1}", new Object[] {1234, "tea"});
      log.log(lost);
    }
    Event event = recorded.events().get(0);
    assertThat(Recorded.body(event)).isEqualTo("sold 1,234 of tea");
    assertThat(event.origin().scope()).isEqualTo("com.acme.Shop");
    assertThat(event.severity()).isEqualTo(9);
    assertThat(event.detail().text("severityText")).isEqualTo("INFO");
    assertThat(event.attributes().text("log.body.template")).isEqualTo("sold {0} of {1}");
    assertThat(event.attributes().texts("log.body.parameters")).containsExactly("1234", "tea");
    assertThat(event.attributes().text("gen_ai.agent.id")).isEqualTo("a-7");
    assertThat(event.attributes().text("thread.name")).isEqualTo(Thread.currentThread().getName());
    assertThat(event.attributes().get("thread.id")).isInstanceOf(Value.Int.class);
    Event second = recorded.events().get(1);
    assertThat(second.severity()).isEqualTo(17);
    assertThat(second.attributes().text("exception.message")).isEqualTo("no tea");
    assertThat(second.attributes().text("exception.stacktrace")).contains("JulTest");
    assertThat(second.timeNanos() / 1_000_000).isEqualTo(lost.getInstant().toEpochMilli());
  }

  @Test
  void where_nothing_finer_is_wanted_one_handler_is_added_and_nothing_else() {
    List<String> before = host.snapshot();
    try (LogHub.Listening open =
        hub.listen(LogInterest.from(LogLevel.ERROR), recorded.provider())) {
      List<String> during = host.snapshot();
      assertThat(during).hasSameSizeAs(before);
      assertThat(during.toString()).doesNotContain("Gate").doesNotContain("Lowered");
      host.logger("com.acme.alone").severe("alone");
      log.severe("x");
    }
    assertThat(recorded.bodies()).containsExactly("alone", "x");
    assertThat(host.snapshot()).isEqualTo(before);
  }

  @Test
  void what_the_host_does_not_log_is_recorded_and_stays_out_of_its_handlers() {
    List<String> before = host.snapshot();
    try (LogHub.Listening open =
        hub.listen(LogInterest.from(LogLevel.DEBUG), recorded.provider())) {
      log.fine("a");
      log.finest("too fine");
      log.info("b");
      host.logger("com.acme.quiet").warning("c");
      host.logger("com.acme.chatty").fine("d");
      host.logger("com.acme.chatty.New").finer("e");
      host.logger("com.acme.alone").fine("f");
      host.logger("com.acme.alone").info("secret g");
      host.logger("com.acme.alone").info("h");
      Logger later = host.logger("com.acme.Later");
      later.fine("i");
      later.fine("j");
      later.warning("k");
      Logger.getAnonymousLogger().fine("l");
      assertThat(log.isLoggable(Level.FINE)).isTrue();
    }
    assertThat(
            recorded.events().stream()
                .filter(each ->
                    each.origin().scope().startsWith("com.acme")
                        || each.origin().scope().equals("anonymous"))
                .map(Recorded::body))
        .containsExactly("a", "b", "c", "d", "e", "f", "h", "i", "j", "k", "l");
    assertThat(host.written)
        .containsExactly(
            "all INFO com.acme.Shop b",
            "all FINE com.acme.chatty d",
            "alone INFO com.acme.alone h",
            "all WARNING com.acme.Later k",
            "warnings WARNING com.acme.Later k");
    assertThat(log.isLoggable(Level.FINE)).isFalse();
    host.logger("com.acme.chatty.New");
    assertThat(host.snapshot()).containsAll(before);
    assertThat(host.snapshot().toString()).doesNotContain("Gate").doesNotContain("Lowered");
  }

  @Test
  void only_loggers_that_are_named_are_lowered() {
    try (LogHub.Listening open = listen(LogLevel.TRACE, "com.acme.Shop")) {
      assertThat(Logger.getLogger("").getLevel()).isSameAs(Level.INFO);
      assertThat(log.isLoggable(Level.FINEST)).isTrue();
      assertThat(host.logger("com.acme.Shop.Sub").isLoggable(Level.FINEST)).isTrue();
      assertThat(host.logger("com.acme.Other").isLoggable(Level.FINE)).isFalse();
      host.logger("com.acme.Shop.Sub").finest("a");
    }
    assertThat(log.getLevel()).isNull();
    assertThat(recorded.bodies()).containsExactly("a");
    assertThat(host.written).isEmpty();
  }

  @Test
  void what_the_host_changes_meanwhile_stays() {
    Filter all = record -> true;
    JulHost.Lines second = new JulHost.Lines("second", Level.ALL, host.written);
    try (LogHub.Listening open =
        hub.listen(LogInterest.from(LogLevel.DEBUG), recorded.provider())) {
      Logger.getLogger("").setLevel(Level.WARNING);
      log.setLevel(Level.CONFIG);
      host.logger("com.acme.chatty").setLevel(null);
      host.logger("com.acme.quiet").setFilter(all);
      Logger.getLogger("").addHandler(second);
      log.config("by the host");
      log.fine("by nobody: the level is the host's now");
    }
    assertThat(Logger.getLogger("").getLevel()).isSameAs(Level.WARNING);
    assertThat(log.getLevel()).isSameAs(Level.CONFIG);
    assertThat(host.logger("com.acme.chatty").getLevel()).isNull();
    assertThat(host.logger("com.acme.quiet").getFilter()).isSameAs(all);
    assertThat(host.logger("com.acme.quiet").getLevel()).isSameAs(Level.SEVERE);
    assertThat(Logger.getLogger("").getHandlers()).contains(second);
    assertThat(second.getFilter()).isNull();
    assertThat(recorded.bodies()).containsExactly("by the host");
    assertThat(host.written)
        .containsExactly(
            "all CONFIG com.acme.Shop by the host", "second CONFIG com.acme.Shop by the host");
    assertThat(host.snapshot().toString()).doesNotContain("Gate").doesNotContain("Lowered");
  }

  @Test
  void several_who_listen_close_in_either_order() {
    List<String> before = host.snapshot();
    for (boolean finerFirst : new boolean[] {true, false}) {
      Recorded fine = new Recorded();
      LogHub.Listening coarse = listen(LogLevel.INFO);
      LogHub.Listening finer =
          hub.listen(
              new LogInterest(LogLevel.TRACE, List.of("com.acme"), Map.of()), fine.provider());
      log.finest("a");
      (finerFirst ? finer : coarse).close();
      log.finest("b");
      log.info("c");
      (finerFirst ? coarse : finer).close();
      log.info("d");
      assertThat(fine.bodies()).isEqualTo(finerFirst ? List.of("a") : List.of("a", "b", "c"));
      assertThat(host.snapshot()).isEqualTo(before);
      fine.close();
    }
    assertThat(recorded.bodies()).containsExactly("c");
    assertThat(host.written).allMatch(line -> line.startsWith("all INFO com.acme.Shop"));
  }

  @Test
  void a_configuration_that_is_read_again_is_still_listened_to() throws Exception {
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      LogManager.getLogManager()
          .updateConfiguration(
              new java.io.ByteArrayInputStream(
                  "com.acme.Shop.level=WARNING\n".getBytes(StandardCharsets.UTF_8)),
              name -> (old, now) -> now == null ? old : now);
      log.fine("a");
    } finally {
      LogManager.getLogManager().updateConfiguration(name -> (old, now) -> old);
    }
    assertThat(recorded.bodies()).containsExactly("a");
  }

  @Test
  void nothing_that_is_logged_throws_into_the_program() {
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      log.log(Level.FINE, "is {0}", new Hostile());
      log.log(Level.FINE, "bad {0", new Object[] {1});
      log.log(Level.FINE, "bad {x}", new Object[] {1});
      log.log(Level.FINE, (String) null);
      log.log(Level.OFF, "always");
    }
    assertThat(recorded.bodies())
        .containsExactly(
            "is Unrepresentable: java.lang.IllegalStateException: no text",
            "bad {0",
            "bad {x}",
            "",
            "always");
    assertThat(host.written).hasSize(2).allMatch(line -> line.contains("always"));
  }
}
