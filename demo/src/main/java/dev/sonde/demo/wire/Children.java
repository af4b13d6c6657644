package dev.sonde.demo.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Further processes of this program, which end when this one does: each reads its standard input, which
 * ends with us however we end.
 */
public final class Children implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String WATCHED = "sonde.demo.watched";

  private final List<Process> running = new CopyOnWriteArrayList<>();

  /**
   * The command that starts a class of this program in a process of its own.
   *
   * @param heap in megabytes
   */
  public static List<String> command(Class<?> main, int heap, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable",
            "-Xmx" + heap + "m",
            "-D" + WATCHED + "=true"));
    command.addAll(startUpCache());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    return command;
  }

  /** That of this process, if it has one: it knows the classes of its children too. */
  private static List<String> startUpCache() {
    try {
      return Stream.of(Files.readString(Path.of("/proc/self/cmdline")).split("\0"))
          .filter(word -> word.startsWith("-XX:AOTCache="))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * @param heap in megabytes
   * @param environment beside that of this process
   */
  public Process start(Class<?> main, int heap, Map<String, String> environment, List<String> args)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(main, heap, args));
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    running.add(process);
    return process;
  }

  /** In a child: ends it when whoever started it is gone. */
  public static void watchParent() {
    if (!Boolean.getBoolean(WATCHED)) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("watch parent")
        .start(() -> {
          try {
            System.in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            // Gone as well.
          }
          // What was recorded is delivered by the way; however that goes, this ends.
          Thread.ofPlatform().daemon().name("end").start(Children::haltSoon);
          System.exit(0);
        });
  }

  private static void haltSoon() {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  /** Waits for those that are ending by themselves, then ends the rest. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean interrupted = false;
    for (Process each : running) {
      try {
        if (!each.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          each.destroyForcibly();
        }
      } catch (InterruptedException e) {
        interrupted = true;
        each.destroyForcibly();
      }
    }
    running.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
