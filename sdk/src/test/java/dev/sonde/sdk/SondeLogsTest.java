package dev.sonde.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sonde.model.Event;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.sdk.log.LogLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@SuppressWarnings("try") // What is open is closed, and not otherwise used.
class SondeLogsTest {

  private final Logger log = LoggerFactory.getLogger("com.acme.SondeLogsTest");
  private final List<WideEvent> seen = Collections.synchronizedList(new ArrayList<>());

  private SondeBuilder builder(Map<String, String> environment) {
    return new SondeBuilder(environment).destination("list", seen::addAll);
  }

  private List<String> bodies() {
    return seen.stream()
        .filter(each -> each.origin().scope().equals("com.acme.SondeLogsTest"))
        .map(each -> ((Value.Text) ((Event) each).body()).value())
        .toList();
  }

  private void say() {
    log.info("info");
    log.debug("debug");
  }

  @Test
  void what_a_program_logs_is_recorded_from_info_on_until_it_is_closed() {
    try (Sonde sonde = builder(Map.of()).start()) {
      say();
    }
    say();
    assertThat(bodies()).containsExactly("info");
  }

  @Test
  void a_record_within_a_run_belongs_to_it_and_to_its_trace() {
    String id;
    try (Sonde sonde = builder(Map.of()).start();
        Run run = sonde.run("nightly")) {
      id = run.id();
      say();
    }
    Event event =
        seen.stream()
            .filter(each -> each.origin().scope().equals("com.acme.SondeLogsTest"))
            .map(Event.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(event.attributes().text("run.id")).isEqualTo(id);
    assertThat(event.span().hasSpan()).isTrue();
  }

  @Test
  void the_environment_says_from_which_level_on_and_the_builder_goes_before_it() {
    try (Sonde sonde = builder(Map.of("SONDE_LOGS", "debug")).start()) {
      say();
    }
    try (Sonde sonde = builder(Map.of("SONDE_LOGS", "off")).start()) {
      say();
    }
    try (Sonde sonde = builder(Map.of("SONDE_LOGS", "off")).logs(LogLevel.INFO).start()) {
      say();
    }
    assertThat(bodies()).containsExactly("info", "debug", "info");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(Map.of("SONDE_LOGS", "loud")).start())
        .withMessage(
            "SONDE_LOGS: 'loud' is no log level; write trace, debug, info, warn, error or off");
  }
}
