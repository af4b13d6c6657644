package dev.sonde.sdk.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.log.LogLevel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitInChildTest {

  @TempDir Path folder;

  @Test
  void a_child_process_opens_what_its_environment_says_for_each_of_its_libraries()
      throws Exception {
    VisitConfig fine =
        VisitConfig.of(DestinationSpec.pool(folder.resolve("fine")))
            .level(LogLevel.TRACE)
            .loggers("com.acme");
    VisitConfig coarse = VisitConfig.of(DestinationSpec.pool(folder.resolve("coarse")));
    Path configuration = folder.resolve("logback.xml");
    Files.writeString(
        configuration,
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>host %level %msg%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="out"/></root>
        </configuration>
        """);
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
            "-Dslf4j.internal.verbosity=ERROR",
            "-Dlogback.configurationFile=" + configuration,
            "-cp",
            System.getProperty("java.class.path"),
            VisitedProgram.class.getName(),
            "argument");
    program.environment().putAll(VisitConfig.environment(List.of(fine, coarse)));
    program.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
    Process child = program.start();
    try {
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(Files.readString(folder.resolve("out"), StandardCharsets.UTF_8))
        .isEqualTo("host INFO before\n0\nhost INFO after\n");
    assertThat(Pools.bodies(folder.resolve("fine")))
        .containsExactly("traced", "of log4j 2", "of the JDK");
    assertThat(Pools.records(folder.resolve("fine")))
        .allMatch(each -> each.toString().contains(fine.id().toString()));
    assertThat(Pools.files(folder.resolve("fine")).get(0).getFileName().toString())
        .startsWith(child.pid() + "-");
    assertThat(Pools.bodies(folder.resolve("coarse"))).isEmpty();
  }
}
