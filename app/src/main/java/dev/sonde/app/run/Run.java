package dev.sonde.app.run;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One command under observation, from its start to the figures of its end. */
public final class Run {

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  /** How Java words it: {@code error=2, No such file} or {@code error: 2 (No such file)}. */
  private static final Pattern EXEC_ERROR = Pattern.compile("error[=:] ?(\\d+)[, (]+([^)]*)");

  /** How long a collector that has fallen behind may hold up the end. */
  private static final Duration LAST_RECORDS = Duration.ofSeconds(3);

  /** How long after the command's end its output is waited for while others still hold it open. */
  private static final Duration QUIET = Duration.ofMillis(500);

  private static final Duration LONGEST_OUTPUT = Duration.ofSeconds(2);

  /**
   * @param command the program and its words
   * @param exact the same as bytes, where these are known; null otherwise
   * @param environment that Sonde was started in
   * @param input where the command reads from
   * @param out where its standard output goes
   * @param err where its standard error goes
   */
  public record Request(
      String name,
      List<String> command,
      @Nullable List<byte[]> exact,
      Map<String, String> environment,
      ProcessBuilder.Redirect input,
      OutputStream out,
      OutputStream err) {

    public Request {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * What a run was. What could not be measured is null.
   *
   * @param exitCode to end with, as a shell would
   * @param refusal why the command could not be started, null where it was
   * @param processes that were seen
   * @param running of these after the command had ended
   * @param readBytes from storage, by all processes
   * @param peakBytes most that all had in memory together, as sampled
   * @param largestBytes most that one of them had
   * @param said lines that call themselves errors
   * @param unkept lines that are no text, beyond those kept
   * @param dropped records that are not kept
   * @param problem what went wrong with keeping records; null where nothing did
   * @param trouble what went wrong with watching; null where nothing did
   */
  public record Figures(
      String id,
      String name,
      int exitCode,
      String ending,
      @Nullable String refusal,
      double wallClockS,
      int processes,
      int running,
      @Nullable Double cpuS,
      @Nullable Long peakBytes,
      @Nullable Long largestBytes,
      @Nullable Long readBytes,
      @Nullable Long writeBytes,
      long outLines,
      long errLines,
      long said,
      long unkept,
      List<Child> longest,
      long records,
      long dropped,
      @Nullable String problem,
      @Nullable String trouble) {}

  /**
   * A process of the command's.
   *
   * @param ending null where it is not known, or it still runs
   */
  public record Child(
      String command,
      int pid,
      double tookS,
      @Nullable Double cpuS,
      @Nullable Long peakBytes,
      @Nullable String ending) {}

  private final Request request;
  private final RunIdentity identity;
  private final RunRecords records;
  private final Recorder recorder;
  private final @Nullable String endpoint;
  private final Machine machine;
  private final boolean alone;
  private final ProcFs proc = new ProcFs(Path.of("/proc"));
  private final LongSupplier clock = clock();
  private final SecureRandom random;
  private final List<String> shown;

  private Run(Request request, Where where, Machine machine, boolean alone) {
    this.alone = alone;
    this.request = request;
    this.random = new SecureRandom();
    this.identity =
        RunIdentity.create(request.name(), Instant.now(), random, request.environment());
    this.records = new RunRecords(identity, host());
    this.endpoint = where.endpoint();
    this.machine = machine;
    this.recorder = new Recorder(where.sink(identity.id()));
    this.shown = Redaction.commandLine(ExactWords.readable(request.command(), request.exact()));
  }

  /** Where the records go, and where a program may send its own. */
  interface Where {
    RunSink sink(String run);

    /** Null where a program has nowhere to send to. */
    @Nullable String endpoint();
  }

  /**
   * Runs a command to its end.
   *
   * @throws IOException where Sonde itself could not do its part; the command was not started
   */
  public static Figures run(Request request, Keeping keeping) throws IOException {
    return run(request, keeping, LinuxMachine.here(), true);
  }

  /**
   * @param alone whether every child of this process belongs to the run
   */
  static Figures run(Request request, Where where, Machine machine, boolean alone)
      throws IOException {
    return new Run(request, where, machine, alone).run();
  }

  private Figures run() throws IOException {
    machine.adoptOrphans();
    Machine.Used before = machine.used();
    ProcessTree tree = tree();
    try (Forwarding signals = new Forwarding(machine, proc)) {
      Machine.Pipe outPipe = machine.pipe();
      Machine.Pipe errPipe = machine.pipe();
      ProcessBuilder builder = builder(outPipe, errPipe);
      long startNanos = clock.getAsLong();
      recorder.record(records.started(startNanos, shown));
      Process process;
      InputStream out;
      InputStream err;
      try {
        InputStream early = outPipe == null ? null : new FileInputStream(outPipe.reading());
        InputStream earlyErr = errPipe == null ? null : new FileInputStream(errPipe.reading());
        process = builder.start();
        out = early == null ? process.getInputStream() : early;
        err = earlyErr == null ? process.getErrorStream() : earlyErr;
      } catch (FileNotFoundException e) {
        throw e;
      } catch (IOException e) {
        return notStarted(startNanos, e);
      } finally {
        close(outPipe);
        close(errPipe);
      }
      signals.to((int) process.pid());
      return follow(process, out, err, signals, tree, startNanos, before);
    }
  }

  private static void close(Machine.@Nullable Pipe pipe) {
    if (pipe != null) {
      pipe.close();
    }
  }

  private ProcessTree tree() {
    return new ProcessTree(
        proc,
        identity.id(),
        machine,
        () -> RunIdentity.nonZero(random),
        clock.getAsLong(),
        alone ? (int) ProcessHandle.current().pid() : 0);
  }

  private ProcessBuilder builder(Machine.@Nullable Pipe out, Machine.@Nullable Pipe err) {
    Charset encoding =
        Charset.forName(
            System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()),
            Charset.defaultCharset());
    ProcessBuilder builder =
        new ProcessBuilder(ExactWords.startable(request.command(), request.exact(), encoding))
            .redirectInput(request.input());
    if (out != null && err != null) {
      builder
          .redirectOutput(ProcessBuilder.Redirect.to(Path.of(out.writing()).toFile()))
          .redirectError(ProcessBuilder.Redirect.to(Path.of(err.writing()).toFile()));
    }
    builder.environment().putAll(identity.environment(request.environment(), endpoint));
    return builder;
  }

  private Figures follow(
      Process process,
      InputStream outStream,
      InputStream errStream,
      Forwarding signals,
      ProcessTree tree,
      long startNanos,
      Machine.@Nullable Used before) {
    Output out = new Output("stdout", records, recorder, clock);
    Output err = new Output("stderr", records, recorder, clock);
    Pump outPump = new Pump("out", outStream, request.out(), new LineSplitter(out));
    Pump errPump = new Pump("err", errStream, request.err(), new LineSplitter(err));
    Watched command = tree.begin((int) process.pid(), shown, startNanos);
    Watcher watcher =
        new Watcher(
            tree, command, records, recorder, clock, Runtime.getRuntime().availableProcessors());
    Ending ending = Ending.ofShellCode(waitFor(process));
    long endNanos = clock.getAsLong();
    signals.over();
    await(outPump, errPump);
    Watcher.Seen seen = watcher.finish(ending, endNanos);
    return figures(seen, ending, startNanos, endNanos, used(before), out, err);
  }

  private static int waitFor(Process process) {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        // The command decides when it is over.
      }
    }
  }

  /**
   * Waits until all output was passed on. Processes that the command left behind may hold it open for as
   * long as they like: then it is over when nothing came for a while.
   */
  private static void await(Pump out, Pump err) {
    long began = System.nanoTime();
    long moved = -1;
    try {
      while (!(out.isOver() && err.isOver())) {
        long now = out.moved() + err.moved();
        boolean late = System.nanoTime() - began > LONGEST_OUTPUT.toNanos();
        if ((now == moved || late) && !out.isWriting() && !err.isWriting()) {
          return;
        }
        moved = now;
        long until = System.nanoTime() + QUIET.toNanos();
        out.await(Math.max(1, QUIET.toMillis()));
        err.await(Math.max(1, (until - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Machine.@Nullable Used used(Machine.@Nullable Used before) {
    Machine.Used now = machine.used();
    return now == null || before == null
        ? null
        : new Machine.Used(
            now.userNanos() - before.userNanos(),
            now.systemNanos() - before.systemNanos(),
            now.largestBytes(),
            now.readBytes() - before.readBytes(),
            now.writeBytes() - before.writeBytes());
  }

  private Figures figures(
      Watcher.Seen seen,
      Ending ending,
      long startNanos,
      long endNanos,
      Machine.@Nullable Used used,
      Output out,
      Output err) {
    Double cpu =
        used != null
            ? Double.valueOf((used.userNanos() + used.systemNanos()) / 1e9)
            : seconds(seen.cpuNanos());
    Long read = used == null ? null : (Long) used.readBytes();
    Long write = used == null ? null : (Long) used.writeBytes();
    Long largest = larger(seen.largestBytes(), used);
    Long peak = seen.peakBytes();
    if (peak != null && largest != null) {
      peak = Math.max(peak, largest);
    }
    Attributes.Builder about =
        Attributes.builder()
            .put("run.processes", seen.processes())
            .put("process.command_args", Value.ofTexts(shown))
            .put("run.output.lines", out.lines() + err.lines())
            .put("run.output.error_lines", out.errors() + err.errors());
    put(about, "run.cpu_s", cpu);
    put(about, "run.memory.peak_bytes", peak);
    put(about, "run.disk.read_bytes", read);
    put(about, "run.disk.write_bytes", write);
    records.finished(startNanos, endNanos, ending, about.build()).forEach(recorder::record);
    Recorder.Outcome kept = recorder.close(LAST_RECORDS);
    return new Figures(
        identity.id(),
        identity.name(),
        ending.shellCode(),
        ending.text(),
        null,
        (endNanos - startNanos) / 1e9,
        seen.processes(),
        seen.running().size(),
        cpu,
        peak,
        largest,
        read,
        write,
        out.lines(),
        err.lines(),
        out.errors() + err.errors(),
        out.left() + err.left(),
        seen.longest().stream().map(Run::child).toList(),
        kept.kept(),
        kept.dropped(),
        kept.problem(),
        proc.isThere() ? seen.trouble() : "processes cannot be watched here: there is no /proc");
  }

  /**
   * The kernel knows the largest process of all, however short it lived; but a process begins as a copy
   * of its parent, so up to what this one takes that may have been this one.
   */
  private @Nullable Long larger(@Nullable Long seen, Machine.@Nullable Used used) {
    ProcFs.Memory own = proc.memory((int) ProcessHandle.current().pid());
    return used != null
            && own != null
            && used.largestBytes() > own.peakBytes()
            && (seen == null || used.largestBytes() > seen)
        ? Long.valueOf(used.largestBytes())
        : seen;
  }

  private static void put(Attributes.Builder into, String key, @Nullable Number value) {
    if (value instanceof Long whole) {
      into.put(key, whole.longValue());
    } else if (value != null) {
      into.put(key, Value.of(value.doubleValue()));
    }
  }

  private static @Nullable Double seconds(@Nullable Long nanos) {
    return nanos == null ? null : nanos / 1e9;
  }

  private static Child child(Watched one) {
    return new Child(
        one.command.isEmpty() ? one.name : String.join(" ", one.command),
        one.pid,
        Watcher.tookNanos(one) / 1e9,
        one.hasCpu() ? Double.valueOf(one.cpuNanos() / 1e9) : null,
        one.peakBytes,
        one.endNanos == 0 ? "running" : one.ending == null ? null : one.ending.text());
  }

  /** As shells say it: 127 for a command that is not there, 126 for one that cannot be executed. */
  private Figures notStarted(long startNanos, IOException why) {
    String message = String.valueOf(why.getMessage());
    Matcher error = EXEC_ERROR.matcher(message);
    boolean told = error.find();
    String refusal = told ? error.group(2) : message;
    int code = told && error.group(1).equals("2") ? NOT_FOUND : NOT_EXECUTABLE;
    records
        .finished(startNanos, clock.getAsLong(), null, Attributes.EMPTY)
        .forEach(recorder::record);
    Recorder.Outcome kept = recorder.close(LAST_RECORDS);
    return new Figures(
        identity.id(),
        identity.name(),
        code,
        "not started",
        refusal,
        0,
        0,
        0,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        List.of(),
        kept.kept(),
        kept.dropped(),
        kept.problem(),
        null);
  }

  /** Nanoseconds since the epoch, counted on from now: a clock that is set does not change a length. */
  private static LongSupplier clock() {
    Instant now = Instant.now();
    long base = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    long from = System.nanoTime();
    return () -> base + (System.nanoTime() - from);
  }

  private static @Nullable String host() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return null;
    }
  }
}
