package dev.sonde.sdk.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.log.LogHub;
import dev.sonde.sdk.log.LogLevel;
import dev.sonde.sdk.log.LogbackSource;
import dev.sonde.sdk.scope.Carry;
import dev.sonde.sdk.scope.Within;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // What is open is closed, and not otherwise used.
class VisitTest {

  @TempDir Path folder;
  private LogbackHost host;
  private OpenVisits visits;
  private Logger log;

  @BeforeEach
  void begin() {
    host = new LogbackHost(folder.resolve("host.log"));
    visits = new OpenVisits(LogHub.of(new LogbackSource(host.context)), Map.of());
    log = host.context.getLogger("com.acme.Shop");
  }

  @AfterEach
  void end() {
    host.close();
  }

  private Path pool(String name) {
    return folder.resolve(name);
  }

  private VisitConfig config(String pool) {
    return VisitConfig.of(DestinationSpec.pool(pool(pool)));
  }

  private Visit open(VisitConfig config) {
    return Visit.open(visits, List.of(config));
  }

  @Test
  void a_record_goes_to_the_pool_with_the_visit_on_its_resource() {
    VisitConfig config = config("a");
    try (Visit visit = open(config)) {
      log.atInfo().addKeyValue("n", 3).addKeyValue("password", "s3cr3t").log("sold");
    }
    Attributes record = Pools.records(pool("a")).get(0).entries();
    Attributes resource = ((Value.Map) record.get("resource")).entries();
    Attributes attributes = ((Value.Map) record.get("attributes")).entries();
    assertThat(resource.text("visit.id")).isEqualTo(config.id().toString());
    assertThat(resource.get("process.pid")).isEqualTo(Value.of(ProcessHandle.current().pid()));
    assertThat(attributes.get("n")).isEqualTo(Value.of(3L));
    assertThat(attributes.text("password")).isEqualTo("[redacted]");
    assertThat(record.text("scope")).isEqualTo("com.acme.Shop");
  }

  @Test
  void nested_and_overlapping_openings_of_one_id_and_of_copies_are_one() {
    VisitConfig config = config("a");
    Visit first = open(config);
    Visit second = open(VisitConfigTest.copy(config));
    log.info("one");
    first.close();
    first.close();
    log.info("two");
    Visit third = open(VisitConfig.fromJson(config.toJson()));
    second.close();
    log.info("three");
    third.close();
    log.info("four");
    assertThat(Pools.bodies(pool("a"))).containsExactly("one", "two", "three");
    assertThat(Pools.files(pool("a"))).hasSize(1);
    try (Visit again = open(config)) {
      log.info("five");
    }
    assertThat(Pools.files(pool("a"))).hasSize(2);
    assertThat(Pools.bodies(pool("a"))).containsExactlyInAnyOrder("one", "two", "three", "five");
  }

  @Test
  void different_visits_of_different_levels_close_in_either_order() {
    List<String> before = host.snapshot();
    for (boolean finerFirst : new boolean[] {true, false}) {
      String name = "first" + finerFirst;
      Visit coarse = open(config(name + "coarse"));
      Visit fine = open(config(name + "fine").level(LogLevel.DEBUG));
      log.debug("d1");
      log.info("i1");
      (finerFirst ? fine : coarse).close();
      log.debug("d2");
      log.info("i2");
      (finerFirst ? coarse : fine).close();
      log.info("i3");
      assertThat(Pools.bodies(pool(name + "fine")))
          .isEqualTo(finerFirst ? List.of("d1", "i1") : List.of("d1", "i1", "d2", "i2"));
      assertThat(Pools.bodies(pool(name + "coarse")))
          .isEqualTo(finerFirst ? List.of("i1", "i2") : List.of("i1"));
      assertThat(host.snapshot()).isEqualTo(before);
    }
    assertThat(host.written()).allMatch(line -> line.startsWith("INFO"));
  }

  /** Academy's fault 1: an exception leaves the configuration behind. */
  @Test
  void after_an_exception_in_the_body_nothing_is_left() {
    List<String> before = host.snapshot();
    assertThatIllegalStateException()
        .isThrownBy(() -> {
          try (Visit visit = open(config("a").level(LogLevel.TRACE))) {
            log.trace("within");
            throw new IllegalStateException("broken");
          }
        });
    log.info("after");
    assertThat(Pools.bodies(pool("a"))).containsExactly("within");
    assertThat(host.snapshot()).isEqualTo(before);
    assertThat(host.written()).containsExactly("INFO com.acme.Shop after");
  }

  /** Academy's fault 2: levels are lowered, never restored, and the host's handlers pay. */
  @Test
  void levels_are_never_touched_and_the_host_writes_the_same_to_the_byte() throws IOException {
    Runnable calls =
        () -> {
          host.context.getMDCAdapter().put("request", "r-1");
          for (String name : List.of("com.acme.Shop", "com.acme.chatty.X", "com.acme.quiet", "x")) {
            Logger each = host.context.getLogger(name);
            each.trace("t {}", 1);
            each.debug("d {}", 2);
            each.atDebug().addKeyValue("n", 1).log("fluent d");
            each.info("i {}", 3);
            each.atWarn().addKeyValue("n", 1).log("fluent w {}", 4);
            each.warn(org.slf4j.MarkerFactory.getMarker("NEVER"), "never");
            each.error("e {}", "5", new IllegalStateException("x"));
            if (each.isTraceEnabled()) {
              each.trace("asked");
            }
          }
          host.context.getMDCAdapter().remove("request");
        };
    calls.run();
    List<String> written = host.written();
    String file = host.fileText();
    List<String> before = host.snapshot();
    try (Visit visit = open(config("a").level(LogLevel.TRACE))) {
      calls.run();
      assertThat(host.snapshot().subList(2, before.size()))
          .isEqualTo(before.subList(2, before.size()));
    }
    List<String> twice = new java.util.ArrayList<>(written);
    twice.addAll(written);
    assertThat(host.written()).isEqualTo(twice);
    assertThat(host.fileText()).isEqualTo(file + file);
    assertThat(host.snapshot()).isEqualTo(before);
    assertThat(Pools.bodies(pool("a"))).hasSize(4 * 8);
  }

  /** Academy's fault 3: files are left open, and shared by processes. */
  @Test
  void the_file_is_closed_with_the_visit() {
    try (Visit visit = open(config("a"))) {
      log.info("x");
      assertThat(visit.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(Pools.open(pool("a"))).hasSize(1);
    }
    assertThat(Pools.open(pool("a"))).isEmpty();
    assertThat(Pools.bodies(pool("a"))).containsExactly("x");
  }

  /** Academy's fault 4: a bad format or argument throws into the program. */
  @Test
  void nothing_that_is_logged_throws_into_the_program() {
    Object hostile =
        new Object() {
          @Override
          public String toString() {
            throw new StackOverflowError();
          }
        };
    try (Visit visit = open(config("a").level(LogLevel.DEBUG))) {
      log.debug("{} {} {", hostile);
      log.debug("{", 1, 2, 3);
      log.atDebug().addKeyValue("", "x").addKeyValue("k", hostile).log();
      log.debug("null {}", (Object) null);
    }
    assertThat(Pools.bodies(pool("a")))
        .containsExactly(
            "Unrepresentable: java.lang.StackOverflowError {} {", "{", "", "null null");
  }

  /** Academy's fault 9: everybody's lines are in everybody's pool. */
  @Test
  void two_agents_fill_separate_pools_also_with_work_handed_to_threads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    ExecutorService carrying = Carry.wrap(threads);
    VisitConfig first = config("ann").within("gen_ai.agent.id", "ann");
    VisitConfig second = config("bob").within("gen_ai.agent.id", "bob").level(LogLevel.DEBUG);
    CountDownLatch bothOpen = new CountDownLatch(2);
    try {
      Future<?> ann = threads.submit(() -> agent("ann", first, bothOpen, carrying));
      Future<?> bob = threads.submit(() -> agent("bob", second, bothOpen, carrying));
      ann.get(20, TimeUnit.SECONDS);
      bob.get(20, TimeUnit.SECONDS);
    } finally {
      threads.shutdown();
    }
    assertThat(Pools.bodies(pool("ann"))).containsExactly("ann works");
    assertThat(Pools.bodies(pool("bob"))).containsExactlyInAnyOrder("bob thinks", "bob works");
    assertThat(Pools.records(pool("ann")))
        .allMatch(each -> each.toString().contains("gen_ai.agent.id"));
  }

  private void agent(
      String name, VisitConfig config, CountDownLatch bothOpen, ExecutorService carrying) {
    try (Visit visit = open(config);
        Within agent = Sonde.off().within("gen_ai.agent.id", name)) {
      bothOpen.countDown();
      assertThat(bothOpen.await(10, TimeUnit.SECONDS)).isTrue();
      log.debug(name + " thinks");
      carrying.submit(() -> log.info(name + " works")).get(10, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void loggers_limit_a_visit_to_their_names() {
    try (Visit visit = open(config("a").loggers("com.acme.chatty", "org.x"))) {
      log.info("no");
      host.context.getLogger("com.acme.chatty").info("yes");
      host.context.getLogger("com.acme.chatty.Sub").info("yes too");
      host.context.getLogger("com.acme.chattyx").info("no");
      host.context.getLogger("com.acme.alone").info("no");
    }
    assertThat(Pools.bodies(pool("a"))).containsExactly("yes", "yes too");
  }

  @Test
  void what_the_host_changes_during_a_visit_stays() {
    try (Visit visit = open(config("a").level(LogLevel.DEBUG))) {
      host.root().setLevel(Level.WARN);
      log.info("only here");
      context("com.acme.new").setLevel(Level.DEBUG);
      context("com.acme.new").debug("both");
      host.root().addAppender(host.file("second", Level.DEBUG));
      context("com.acme.new").debug("both again");
    }
    log.info("nowhere");
    assertThat(host.root().getLevel()).isEqualTo(Level.WARN);
    assertThat(context("com.acme.new").getLevel()).isEqualTo(Level.DEBUG);
    assertThat(host.root().getAppender("second")).isNotNull();
    assertThat(host.context.getTurboFilterList()).hasSize(1);
    assertThat(host.written())
        .containsExactly("DEBUG com.acme.new both", "DEBUG com.acme.new both again");
    assertThat(Pools.bodies(pool("a"))).containsExactly("only here", "both", "both again");
  }

  private Logger context(String name) {
    return host.context.getLogger(name);
  }

  @Test
  void a_host_that_reads_its_configuration_again_is_still_visited() {
    List<String> before = host.snapshot().subList(1, 2);
    try (Visit visit = open(config("a").level(LogLevel.DEBUG))) {
      host.configure();
      log.debug("finer");
      log.info("both");
    }
    assertThat(Pools.bodies(pool("a"))).containsExactly("finer", "both");
    assertThat(host.written()).containsExactly("INFO com.acme.Shop both");
    assertThat(host.snapshot().subList(1, 2)).isEqualTo(before);
    assertThat(host.context.getTurboFilterList()).hasSize(1);
  }

  @Test
  void a_destination_that_cannot_be_opened_is_left_out_and_the_rest_works() throws IOException {
    Files.writeString(folder.resolve("taken"), "a file, no folder");
    VisitConfig config =
        new VisitConfig(
            java.util.UUID.randomUUID(),
            List.of(
                new DestinationSpec("unheard-of", Map.of()),
                new DestinationSpec("pool", Map.of()),
                DestinationSpec.text(folder.resolve("taken").resolve("x")),
                DestinationSpec.pool(pool("a"))),
            Map.of(),
            List.of(),
            LogLevel.INFO);
    try (Visit visit = open(config)) {
      log.info("x");
    }
    assertThat(Pools.bodies(pool("a"))).containsExactly("x");
  }

  @Test
  void a_visit_is_nothing_where_the_sdk_is_off() {
    OpenVisits off =
        new OpenVisits(
            LogHub.of(new LogbackSource(host.context)), Map.of("SONDE_SDK_DISABLED", "true"));
    List<String> before = host.snapshot();
    try (Visit visit = Visit.open(off, List.of(config("a")))) {
      log.info("x");
      assertThat(host.snapshot()).isEqualTo(before);
      assertThat(visit.flush(Duration.ofSeconds(1))).isTrue();
      assertThat(visit.losses().total()).isZero();
    }
    assertThat(Pools.files(pool("a"))).isEmpty();
  }

  @Test
  void what_a_destination_logs_itself_is_not_recorded() {
    // The pipeline's threads are the SDK's own; a record of theirs would come back for ever.
    dev.sonde.sdk.destination.Destination talkative =
        records -> records.forEach(each -> log.info("delivering"));
    dev.sonde.sdk.pipeline.Pipeline pipeline =
        new dev.sonde.sdk.pipeline.Pipeline(
            Map.of("talkative", talkative), 16, Duration.ofMillis(10));
    try (Visit visit = open(config("a"))) {
      pipeline.offer(
          new dev.sonde.model.Event(
              dev.sonde.model.Origin.UNKNOWN,
              1,
              "",
              9,
              null,
              dev.sonde.model.SpanId.NONE,
              Attributes.EMPTY,
              Attributes.EMPTY));
      assertThat(pipeline.flush(Duration.ofSeconds(10))).isTrue();
      log.info("mine");
    }
    pipeline.close();
    assertThat(host.written())
        .containsExactly("INFO com.acme.Shop delivering", "INFO com.acme.Shop mine");
    assertThat(Pools.bodies(pool("a"))).containsExactly("mine");
  }
}
