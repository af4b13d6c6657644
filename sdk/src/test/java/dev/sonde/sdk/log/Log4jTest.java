package dev.sonde.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Event;
import dev.sonde.model.Value;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.scope.Within;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.core.filter.ThresholdFilter;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.StringFormattedMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.slf4j.Log4jLogger;
import org.apache.logging.slf4j.Log4jMarkerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // What is open is closed, and not otherwise used.
class Log4jTest {

  private final Log4jHost host = new Log4jHost();
  private final LogHub hub = LogHub.of(new Log4jSource(host.context));
  private final Recorded recorded = new Recorded();
  private final Logger log = host.context.getLogger("com.acme.Shop");

  @AfterEach
  void end() {
    recorded.close();
    host.context.stop();
  }

  private LogHub.Listening listen(LogLevel level) {
    return hub.listen(LogInterest.from(level), recorded.provider());
  }

  @Test
  void a_record_has_its_logger_level_thread_context_template_arguments_and_marker() {
    Marker audit = MarkerManager.getMarker("AUDIT");
    try (LogHub.Listening open = listen(LogLevel.INFO);
        CloseableThreadContext.Instance keys = CloseableThreadContext.put("request", "r-1");
        Within agent = Sonde.off().within("gen_ai.agent.id", "a-7")) {
      log.warn(audit, "sold {} of {}", 3, "tea");
    }
    Event event = recorded.only();
    assertThat(Recorded.body(event)).isEqualTo("sold 3 of tea");
    assertThat(event.origin().scope()).isEqualTo("com.acme.Shop");
    assertThat(event.severity()).isEqualTo(13);
    assertThat(event.detail().text("severityText")).isEqualTo("WARN");
    assertThat(event.attributes().text("log.body.template")).isEqualTo("sold {} of {}");
    assertThat(event.attributes().texts("log.body.parameters")).containsExactly("3", "tea");
    assertThat(event.attributes().texts("log.markers")).containsExactly("AUDIT");
    assertThat(event.attributes().text("request")).isEqualTo("r-1");
    assertThat(event.attributes().text("gen_ai.agent.id")).isEqualTo("a-7");
    assertThat(event.attributes().text("thread.name")).isEqualTo(Thread.currentThread().getName());
  }

  private static final class Typed extends MapMessage<Typed, Object> {
    private static final long serialVersionUID = 1;
  }

  @Test
  void maps_and_structured_data_keep_their_types() {
    StructuredDataMessage structured = new StructuredDataMessage("login", "came in", "audit");
    structured.put("who", "ann");
    try (LogHub.Listening open = listen(LogLevel.INFO)) {
      log.info(new Typed().with("n", 3).with("share", 0.5).with("sold", true));
      log.info(structured);
    }
    List<Event> events = recorded.events();
    assertThat(events.get(0).attributes().get("n")).isEqualTo(Value.of(3L));
    assertThat(events.get(0).attributes().get("share")).isEqualTo(Value.of(0.5));
    assertThat(events.get(0).attributes().get("sold")).isEqualTo(Value.of(true));
    assertThat(events.get(1).attributes().text("who")).isEqualTo("ann");
    assertThat(events.get(1).attributes().text("log.structured_data.id")).isEqualTo("login");
    assertThat(events.get(1).attributes().text("log.structured_data.type")).isEqualTo("audit");
    assertThat(Recorded.body(events.get(1))).contains("came in");
  }

  @Test
  void an_exception_is_kept_however_it_is_said() {
    IllegalStateException broken = new IllegalStateException("no tea");
    try (LogHub.Listening open = listen(LogLevel.INFO)) {
      log.error("lost", broken);
      log.error("lost {}", 3, broken);
      log.atError().withThrowable(broken).log("lost {}", 4);
      log.catching(broken);
    }
    assertThat(recorded.bodies()).containsExactly("lost", "lost 3", "lost 4", "Catching");
    assertThat(recorded.events().get(1).attributes().texts("log.body.parameters"))
        .containsExactly("3");
    for (Event event : recorded.events()) {
      assertThat(event.attributes().text("exception.type"))
          .isEqualTo("java.lang.IllegalStateException");
      assertThat(event.attributes().text("exception.message")).isEqualTo("no tea");
      assertThat(event.attributes().text("exception.stacktrace")).contains("Log4jTest");
    }
  }

  @Test
  void what_the_host_does_not_log_is_recorded_and_stays_out_of_its_appenders() {
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      log.debug("plain {}", 1);
      if (log.isDebugEnabled()) {
        log.debug("asked");
      }
      log.atDebug().log("fluent {}", 2);
      log.debug((String) null);
      log.debug(new StringFormattedMessage("%d%%", 3));
      log.printf(Level.DEBUG, "%05.1f", 1.5);
      if (log.isDebugEnabled()) {
        log.logMessage(
            Level.DEBUG, null, "fqcn", null, new StringFormattedMessage("unasked"), null);
      }
      host.context.getLogger("com.acme.quiet.X").warn("quiet");
      log.trace("too fine");
      log.info("both");
    }
    assertThat(recorded.bodies())
        .containsExactly(
            "plain 1", "asked", "fluent 2", "null", "3%", "001.5", "unasked", "quiet", "both");
    assertThat(host.written).containsExactly("INFO both");
    assertThat(log.isDebugEnabled()).isFalse();
  }

  @Test
  void what_is_said_lazily_is_evaluated_once() {
    AtomicInteger evaluated = new AtomicInteger();
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      log.info("n {}", () -> evaluated.incrementAndGet());
      log.info(() -> "n " + evaluated.incrementAndGet());
      log.debug("n {}", () -> evaluated.incrementAndGet());
      log.debug(() -> "n " + evaluated.incrementAndGet());
      log.debug(() -> {
        log.info("within");
        return "without";
      });
    }
    assertThat(recorded.bodies()).containsExactly("n 1", "n 2", "n 3", "n 4", "within", "without");
    assertThat(host.written).containsExactly("INFO n 1", "INFO n 2", "INFO within");
  }

  @Test
  void an_argument_that_throws_is_unrepresentable_and_what_arguments_log_is_logged_by_nobody() {
    Object talkative =
        new Object() {
          @Override
          public String toString() {
            log.info("formatted");
            return "it";
          }
        };
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      log.debug("is {}", new Hostile());
      log.debug(new Hostile());
      log.debug("see {}", talkative);
      log.debug("{} {}", 1);
      log.debug(new StringFormattedMessage("%d", "text"));
    }
    assertThat(recorded.bodies())
        .containsExactly(
            "is Unrepresentable: java.lang.IllegalStateException: no text",
            "Unrepresentable: java.lang.IllegalStateException: no text",
            "see it",
            "1 {}",
            "%d");
    assertThat(host.written).isEmpty();
  }

  @Test
  void keys_of_slf4j_arrive_as_texts_through_its_bridge() {
    Log4jLogger slf4j = new Log4jLogger(new Log4jMarkerFactory(), log, log.getName());
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      slf4j.atDebug().addKeyValue("n", 3).log("sold {}", "tea");
      slf4j.info("plain {}", 1);
    }
    assertThat(recorded.bodies()).containsExactly("sold tea", "plain 1");
    assertThat(recorded.events().get(0).attributes().get("n")).isEqualTo(Value.of("3"));
    assertThat(host.written).containsExactly("INFO plain 1");
  }

  /** Denies and accepts by text, and remembers what it was asked. */
  private static final class Deciding extends AbstractFilter {
    final List<String> asked = new ArrayList<>();

    @Override
    public Result filter(Logger logger, Level level, Marker marker, String text, Object... args) {
      asked.add(level + " " + text);
      return "secret".equals(text)
          ? Result.DENY
          : "always".equals(text) ? Result.ACCEPT : Result.NEUTRAL;
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, Object said, Throwable t) {
      return filter(logger, level, marker, said == null ? null : said.toString());
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, Message said, Throwable t) {
      return filter(logger, level, marker, said == null ? null : said.getFormattedMessage());
    }
  }

  @Test
  void filters_of_the_host_decide_for_the_host_and_are_asked_as_often_as_without_us() {
    Deciding deciding = new Deciding();
    host.configure(
        ThresholdFilter.createFilter(Level.ALL, Filter.Result.NEUTRAL, Filter.Result.DENY),
        deciding);
    Runnable calls =
        () -> {
          log.info("secret");
          log.debug("always");
          log.debug("never");
          boolean enabled = log.isInfoEnabled();
          log.atInfo().log("fluent " + enabled);
        };
    calls.run();
    List<String> asked = List.copyOf(deciding.asked);
    List<String> written = List.copyOf(host.written);
    List<String> before = host.snapshot();
    deciding.asked.clear();
    host.written.clear();
    try (LogHub.Listening open = listen(LogLevel.TRACE)) {
      calls.run();
    }
    assertThat(deciding.asked).isEqualTo(asked);
    assertThat(host.written).isEqualTo(written).containsExactly("DEBUG always", "INFO fluent true");
    assertThat(recorded.bodies()).containsExactly("always", "never", "fluent true");
    assertThat(host.snapshot()).isEqualTo(before);
  }

  @Test
  void filters_of_single_loggers_that_accept_or_deny_do_so_behind_ours() {
    LoggerConfig root = host.context.getConfiguration().getRootLogger();
    root.addFilter(
        ThresholdFilter.createFilter(Level.WARN, Filter.Result.ACCEPT, Filter.Result.DENY));
    List<String> before = host.snapshot();
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      log.debug("a");
      log.info("b");
      log.warn("c");
    }
    assertThat(recorded.bodies()).containsExactly("a", "b", "c");
    assertThat(host.written).containsExactly("WARN c");
    assertThat(host.snapshot()).isEqualTo(before);
  }

  @Test
  void a_configuration_that_is_replaced_or_changed_is_still_listened_to() {
    List<String> before = host.snapshot();
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      host.configure();
      log.debug("after a new one");
      host.setLevel(log.getName(), Level.WARN);
      log.info("after a change");
      log.debug("finer");
      host.setLevel(log.getName(), Level.DEBUG);
      log.debug("written too");
      host.context.getConfiguration().removeLogger("com.acme.Shop");
      host.context.updateLoggers();
    }
    log.info("later");
    assertThat(recorded.bodies())
        .containsExactly("after a new one", "after a change", "finer", "written too");
    assertThat(host.written).containsExactly("DEBUG written too", "INFO later");
    assertThat(host.snapshot()).isEqualTo(before);
  }

  @Test
  void several_who_listen_get_what_each_wants_and_nothing_remains_after_the_last() {
    List<String> before = host.snapshot();
    Recorded second = new Recorded();
    LogHub.Listening warnings = listen(LogLevel.WARN);
    LogHub.Listening all =
        hub.listen(
            new LogInterest(LogLevel.TRACE, List.of("com.acme"), Map.of()), second.provider());
    log.warn("a");
    log.trace("b");
    host.context.getLogger("com.acmeother").warn("c");
    warnings.close();
    log.warn("d");
    all.close();
    log.warn("e");
    assertThat(recorded.bodies()).containsExactly("a", "c");
    assertThat(second.bodies()).containsExactly("a", "b", "d");
    assertThat(host.written).containsExactly("WARN a", "WARN c", "WARN d", "WARN e");
    assertThat(host.snapshot()).isEqualTo(before);
    second.close();
  }
}
