package dev.sonde.app.run;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was seen of a run as records, by docs/run.md. What is not known is left out. */
final class RunRecords {

  private static final int INFO = 9;
  private static final int ERROR = 17;
  private static final Attributes RISING =
      Attributes.builder()
          .put("aggregationTemporality", "cumulative")
          .put("isMonotonic", Value.of(true))
          .build();

  /** What nobody sends to end a process in good order. */
  private static final Set<String> KILLED =
      Set.of(
          "SIGKILL", "SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSYS", "SIGXCPU",
          "SIGXFSZ", "SIGTRAP");

  private final RunIdentity run;
  private final Origin origin;

  RunRecords(RunIdentity run, @Nullable String host) {
    this.run = run;
    this.origin = run.origin(host);
  }

  WideEvent started(long nanos, List<String> command) {
    return event(
        nanos,
        Keys.EVENT_RUN_STARTED,
        INFO,
        Attributes.builder()
            .put(Keys.RUN_ID, run.id())
            .put(Keys.RUN_NAME, run.name())
            .put("process.command_args", Value.ofTexts(command))
            .build());
  }

  /** The run's end: its span, and the event that says so. */
  List<WideEvent> finished(
      long startNanos, long endNanos, @Nullable Ending ending, Attributes figures) {
    boolean good = ending != null && ending.isGood();
    String status = good ? "ok" : "failed";
    Attributes.Builder about =
        Attributes.builder()
            .put(Keys.RUN_ID, run.id())
            .put(Keys.RUN_NAME, run.name())
            .put(Keys.RUN_STATUS, status);
    ending(ending, about);
    Attributes said = about.build();
    Span span =
        new Span(
            origin,
            run.span(),
            run.parent(),
            "run",
            Span.Kind.INTERNAL,
            startNanos,
            endNanos,
            good ? Span.Status.OK : Span.Status.ERROR,
            good ? "" : endedWith(ending),
            Attributes.builder().putAll(said).putAll(figures).build(),
            List.of(),
            List.of(),
            Attributes.EMPTY);
    return List.of(span, event(endNanos, Keys.EVENT_RUN_FINISHED, good ? INFO : ERROR, said));
  }

  private static String endedWith(@Nullable Ending ending) {
    return ending == null ? "could not be started" : "ended with " + ending.text();
  }

  private Event event(long nanos, String name, int severity, Attributes attributes) {
    return new Event(origin, nanos, name, severity, null, run.span(), attributes, Attributes.EMPTY);
  }

  private static void ending(@Nullable Ending ending, Attributes.Builder into) {
    if (ending != null) {
      Integer code = ending.code();
      Integer signal = ending.signal();
      if (code != null) {
        into.put("process.exit.code", code);
      }
      if (signal != null) {
        into.put("process.exit.signal", SignalNames.name(signal));
      }
    }
  }

  /** A process that has ended, or is left running: then its span is open. */
  Span process(Watched one) {
    boolean ended = one.endNanos != 0;
    Ending ending = one.ending;
    boolean bad = ending != null && isBad(one, ending);
    Attributes.Builder about = named(one);
    if (one.parent != 0) {
      about.put("process.parent_pid", one.parent);
    }
    if (!one.command.isEmpty()) {
      about.put("process.command_args", Value.ofTexts(one.command));
    }
    ending(ending, about);
    if (one.hasCpu()) {
      about.put("process.cpu.user_s", Value.of(seconds(one.last.userTicks())));
      about.put("process.cpu.system_s", Value.of(seconds(one.last.systemTicks())));
    }
    if (one.measured) {
      about.put("process.threads.peak", one.peakThreads);
    }
    if (one.peakBytes != null) {
      about.put("process.memory.peak_bytes", one.peakBytes);
    }
    ProcFs.Io io = one.io;
    if (io != null) {
      about.put("process.disk.read_bytes", io.readBytes());
      about.put("process.disk.write_bytes", io.writeBytes());
    }
    Watched parent = one.parentSeen;
    return new Span(
        origin,
        new SpanId(run.span().traceHigh(), run.span().traceLow(), one.spanId),
        parent == null ? run.span().span() : parent.spanId,
        one.name,
        Span.Kind.INTERNAL,
        one.startNanos,
        ended ? Math.max(one.startNanos, one.endNanos) : Span.OPEN,
        bad ? Span.Status.ERROR : Span.Status.UNSET,
        bad ? endedWith(ending) : "",
        about.build(),
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  /** Many programs say yes and no by their exit codes; a child's is an error only if it was killed. */
  private static boolean isBad(Watched one, Ending ending) {
    Integer signal = ending.signal();
    return one.isCommand
        ? !ending.isGood()
        : signal != null && KILLED.contains(SignalNames.name(signal));
  }

  private static double seconds(long ticks) {
    return ticks * ProcStat.TICK_NANOS / 1e9;
  }

  private static Attributes.Builder named(Watched one) {
    return Attributes.builder()
        .put("process.pid", one.pid)
        .put("process.executable.name", one.name);
  }

  /**
   * What a process uses at one moment.
   *
   * @param utilization its share of all processors since the look before, null at the first
   */
  List<WideEvent> samples(Watched one, long nanos, @Nullable Double utilization) {
    List<WideEvent> samples = new ArrayList<>();
    Attributes whose = named(one).build();
    if (utilization != null) {
      samples.add(gauge(nanos, Keys.CPU_UTILIZATION, "1", utilization, whose));
    }
    samples.add(sum(nanos, "process.cpu.time", "s", one.cpuNanos() / 1e9, whose));
    samples.add(
        gauge(nanos, "process.thread.count", "{thread}", (double) one.last.threads(), whose));
    ProcFs.Memory memory = one.memory;
    if (memory != null) {
      samples.add(gauge(nanos, Keys.MEMORY_USAGE, "By", (double) memory.residentBytes(), whose));
    }
    if (one.proportionalBytes != null) {
      samples.add(gauge(nanos, "process.memory.proportional", "By", one.proportionalBytes, whose));
    }
    ProcFs.Io io = one.io;
    if (io != null) {
      samples.add(
          sum(nanos, "process.disk.io", "By", (double) io.readBytes(), direction(one, "read")));
      samples.add(
          sum(nanos, "process.disk.io", "By", (double) io.writeBytes(), direction(one, "write")));
    }
    return samples;
  }

  private static Attributes direction(Watched one, String direction) {
    return named(one).put("disk.io.direction", direction).build();
  }

  private Sample gauge(long nanos, String name, String unit, double value, Attributes whose) {
    return new Sample(
        origin, nanos, name, unit, Sample.Shape.GAUGE, value, whose, Attributes.EMPTY);
  }

  private Sample sum(long nanos, String name, String unit, double value, Attributes whose) {
    return new Sample(origin, nanos, name, unit, Sample.Shape.SUM, value, whose, RISING);
  }

  /**
   * A line of output.
   *
   * @param stream {@code stdout} or {@code stderr}
   * @param severity that the line says, 0 where it says none
   */
  WideEvent line(
      long nanos, String stream, String text, long sizeBytes, boolean binary, int severity) {
    Attributes.Builder about = Attributes.builder().put("log.iostream", stream);
    if (binary) {
      about.put("log.binary", Value.of(true));
    }
    if (binary || sizeBytes > LineSplitter.LONGEST) {
      about.put("log.size_bytes", sizeBytes);
    }
    return new Event(
        origin, nanos, "", severity, Value.of(text), run.span(), about.build(), Attributes.EMPTY);
  }
}
