package dev.sonde.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import dev.sonde.model.Event;
import dev.sonde.model.Value;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.scope.Within;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

@SuppressWarnings("try") // What is open is closed, and not otherwise used.
class LogbackTest {

  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> host = new ListAppender<>();
  private final LogHub hub = LogHub.of(new LogbackSource(context));
  private final Recorded recorded = new Recorded();
  private final Logger log = context.getLogger("com.acme.Shop");

  @BeforeEach
  void configure() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    host.setContext(context);
    host.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(host);
    root.setLevel(Level.INFO);
  }

  @AfterEach
  void end() {
    recorded.close();
    context.stop();
  }

  private LogHub.Listening listen(LogLevel level) {
    return hub.listen(LogInterest.from(level), recorded.provider());
  }

  private List<String> hostMessages() {
    return host.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void a_record_has_its_logger_level_thread_template_and_arguments() {
    try (LogHub.Listening open = listen(LogLevel.INFO)) {
      log.info("sold {} of {}", 3, "tea");
    }
    Event event = recorded.only();
    assertThat(Recorded.body(event)).isEqualTo("sold 3 of tea");
    assertThat(event.origin().scope()).isEqualTo("com.acme.Shop");
    assertThat(event.severity()).isEqualTo(9);
    assertThat(event.detail().text("severityText")).isEqualTo("INFO");
    assertThat(event.attributes().text("log.body.template")).isEqualTo("sold {} of {}");
    assertThat(event.attributes().texts("log.body.parameters")).containsExactly("3", "tea");
    assertThat(event.attributes().text("thread.name")).isEqualTo(Thread.currentThread().getName());
    assertThat(event.attributes().get("thread.id")).isInstanceOf(Value.Int.class);
    assertThat(event.timeNanos()).isGreaterThan(0);
  }

  @Test
  void key_values_of_the_fluent_interface_keep_their_types_and_go_before_those_of_the_context() {
    MDCs.with(
        context,
        "n",
        "from the context",
        () -> {
          try (LogHub.Listening open = listen(LogLevel.INFO)) {
            log.atInfo()
                .addKeyValue("n", 3)
                .addKeyValue("share", 0.5)
                .addKeyValue("sold", true)
                .addKeyValue("who", "ann")
                .addKeyValue("sizes", List.of(1, 2, 3))
                .addKeyValue("mixed", Arrays.asList("a", 1))
                .addKeyValue("nothing", (Object) null)
                .log("sold");
          }
        });
    Event event = recorded.only();
    assertThat(event.attributes().get("n")).isEqualTo(Value.of(3L));
    assertThat(event.attributes().get("share")).isEqualTo(Value.of(0.5));
    assertThat(event.attributes().get("sold")).isEqualTo(Value.of(true));
    assertThat(event.attributes().get("who")).isEqualTo(Value.of("ann"));
    assertThat(event.attributes().get("sizes"))
        .isEqualTo(new Value.Array(List.of(Value.of(1L), Value.of(2L), Value.of(3L))));
    assertThat(event.attributes().get("mixed")).isEqualTo(Value.of("[a, 1]"));
    assertThat(event.attributes().has("nothing")).isFalse();
    assertThat(event.attributes().has("log.body.template")).isFalse();
  }

  @Test
  void the_context_of_the_thread_and_markers_and_bound_keys_are_on_the_record() {
    Marker audit = MarkerFactory.getMarker("AUDIT");
    MDCs.with(
        context,
        "request",
        "r-1",
        () -> {
          try (LogHub.Listening open = listen(LogLevel.INFO);
              Within agent = Sonde.off().within("gen_ai.agent.id", "a-7")) {
            log.warn(audit, "who {}", "is it");
          }
        });
    Event event = recorded.only();
    assertThat(event.attributes().text("request")).isEqualTo("r-1");
    assertThat(event.attributes().text("gen_ai.agent.id")).isEqualTo("a-7");
    assertThat(event.attributes().texts("log.markers")).containsExactly("AUDIT");
    assertThat(event.severity()).isEqualTo(13);
  }

  @Test
  void an_exception_is_kept_with_its_trace_whether_it_is_said_or_the_last_argument() {
    IllegalStateException broken = new IllegalStateException("no tea");
    try (LogHub.Listening open = listen(LogLevel.INFO)) {
      log.error("lost", broken);
      log.error("lost {}", 3, broken);
      log.atError().setCause(broken).log("lost");
    }
    assertThat(recorded.bodies()).containsExactly("lost", "lost 3", "lost");
    for (Event event : recorded.events()) {
      assertThat(event.attributes().text("exception.type"))
          .isEqualTo("java.lang.IllegalStateException");
      assertThat(event.attributes().text("exception.message")).isEqualTo("no tea");
      assertThat(event.attributes().text("exception.stacktrace")).contains("LogbackTest");
    }
  }

  @Test
  void what_the_host_does_not_log_is_recorded_and_stays_out_of_its_appenders() {
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      log.debug("plain {}", 1);
      if (log.isDebugEnabled()) {
        log.debug("asked");
      }
      log.atDebug().addKeyValue("n", 1).log("fluent");
      log.trace("too fine");
      log.atInfo().log("both");
    }
    assertThat(recorded.bodies()).containsExactly("plain 1", "asked", "fluent", "both");
    assertThat(hostMessages()).containsExactly("both");
    assertThat(log.isDebugEnabled()).isFalse();
  }

  @Test
  void a_builder_that_was_made_without_a_question_reaches_the_host_as_without_us() {
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      log.makeLoggingEventBuilder(org.slf4j.event.Level.DEBUG).log("unasked");
    }
    assertThat(hostMessages()).containsExactly("unasked");
    assertThat(recorded.bodies()).containsExactly("unasked");
  }

  @Test
  void filters_of_the_host_decide_for_the_host_and_are_asked_as_often_as_without_us() {
    List<String> asked = new ArrayList<>();
    context.addTurboFilter(
        new TurboFilter() {
          @Override
          public FilterReply decide(
              Marker marker, Logger logger, Level level, String format, Object[] p, Throwable t) {
            asked.add(level + " " + format);
            return "secret".equals(format)
                ? FilterReply.DENY
                : "always".equals(format) ? FilterReply.ACCEPT : FilterReply.NEUTRAL;
          }
        });
    Runnable calls =
        () -> {
          log.info("secret");
          log.debug("always");
          log.debug("never");
          boolean enabled = log.isInfoEnabled();
          log.atInfo().log("fluent " + enabled);
        };
    calls.run();
    List<String> withoutUs = List.copyOf(asked);
    List<String> writtenWithoutUs = hostMessages();
    asked.clear();
    host.list.clear();
    try (LogHub.Listening open = listen(LogLevel.TRACE)) {
      calls.run();
    }
    assertThat(asked).isEqualTo(withoutUs);
    assertThat(hostMessages()).isEqualTo(writtenWithoutUs).containsExactly("always", "fluent true");
    assertThat(recorded.bodies()).containsExactly("secret", "always", "never", "fluent true");
  }

  @Test
  void an_argument_that_throws_is_unrepresentable_and_the_program_goes_on() {
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      log.debug("it is {}", new Hostile());
      log.atDebug().addKeyValue("what", new Hostile()).log("x");
      log.debug("{} {}", 1);
      log.debug("{}", (Object[]) null);
      log.debug(null, new RuntimeException("only this"));
      log.debug("none {}", new int[] {1, 2});
    }
    assertThat(recorded.bodies())
        .containsExactly(
            "it is Unrepresentable: java.lang.IllegalStateException: no text",
            "x",
            "1 {}",
            "{}",
            "",
            "none [1, 2]");
    assertThat(recorded.events().get(1).attributes().text("what"))
        .isEqualTo("Unrepresentable: java.lang.IllegalStateException: no text");
  }

  @Test
  void what_an_argument_logs_while_it_is_formatted_for_us_is_logged_by_nobody() {
    AtomicInteger formatted = new AtomicInteger();
    Object talkative =
        new Object() {
          @Override
          public String toString() {
            log.info("formatted {} times", formatted.incrementAndGet());
            return "it";
          }
        };
    try (LogHub.Listening open = listen(LogLevel.DEBUG)) {
      log.debug("see {}", talkative);
    }
    assertThat(recorded.bodies()).containsExactly("see it");
    assertThat(hostMessages()).isEmpty();
  }

  @Test
  void several_who_listen_get_what_each_wants_and_nothing_remains_after_the_last() {
    Recorded second = new Recorded();
    LogHub.Listening warnings = listen(LogLevel.WARN);
    LogHub.Listening all =
        hub.listen(
            new LogInterest(LogLevel.TRACE, List.of("com.acme"), java.util.Map.of()),
            second.provider());
    log.warn("a");
    log.trace("b");
    context.getLogger("com.acmeother").warn("c");
    warnings.close();
    log.warn("d");
    all.close();
    all.close();
    log.warn("e");
    assertThat(recorded.bodies()).containsExactly("a", "c");
    assertThat(second.bodies()).containsExactly("a", "b", "d");
    assertThat(context.getTurboFilterList()).isEmpty();
    assertThat(context.getCopyOfListenerList()).isEmpty();
    second.close();
  }

  @Test
  void a_context_that_is_reset_or_stopped_and_configured_anew_is_still_listened_to() {
    try (LogHub.Listening open = listen(LogLevel.INFO)) {
      context.reset();
      configureAgain();
      log.info("after a reset");
      context.stop();
      context.reset();
      configureAgain();
      context.start();
      log.info("after a stop");
      context.reset();
      configureAgain();
      log.info("after one more");
    }
    log.info("later");
    assertThat(recorded.bodies())
        .containsExactly("after a reset", "after a stop", "after one more");
    assertThat(hostMessages())
        .containsExactly("after a reset", "after a stop", "after one more", "later");
    assertThat(context.getTurboFilterList()).isEmpty();
    assertThat(context.getCopyOfListenerList()).isEmpty();
  }

  private void configureAgain() {
    host.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(host);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
  }

  @Test
  void a_long_text_is_cut_and_keeps_its_true_size() {
    String longText = "ü".repeat(100_000);
    try (LogHub.Listening open = listen(LogLevel.INFO)) {
      log.atInfo().addKeyValue("text", longText).log(longText);
    }
    Event event = recorded.only();
    assertThat(Recorded.body(event)).hasSize(65_536);
    assertThat(event.attributes().get("log.size_bytes")).isEqualTo(Value.of(200_000L));
    assertThat(event.attributes().text("text")).hasSize(65_536);
    assertThat(event.attributes().get("text.size_bytes")).isEqualTo(Value.of(200_000L));
  }
}
