package dev.sonde.app.run;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Linux on 64 bits, by way of its C library. */
@SuppressWarnings(
    "restricted") // There is no other way to these calls; RATIONALE.md says what they are for.
final class LinuxMachine implements Machine {

  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int WNOHANG = 1;
  private static final int RUSAGE_CHILDREN = -1;
  private static final int O_CLOEXEC = 0x80000;

  /** {@code struct rusage}: two {@code timeval}s of two longs each, then 14 longs. */
  private static final int RUSAGE_LONGS = 18;

  private static final int MAX_RSS = 4;
  private static final int IN_BLOCKS = 9;
  private static final int OUT_BLOCKS = 10;
  private static final int BLOCK_BYTES = 512;

  private final MethodHandle prctl;
  private final MethodHandle kill;
  private final MethodHandle waitpid;
  private final MethodHandle getrusage;
  private final MethodHandle pipe2;
  private final MethodHandle close;

  private LinuxMachine() {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    MemoryLayout i = ValueLayout.JAVA_INT;
    MemoryLayout l = ValueLayout.JAVA_LONG;
    MemoryLayout p = ValueLayout.ADDRESS;
    // prctl takes any number of arguments; its first is the only one that is fixed.
    prctl =
        linker.downcallHandle(
            library.find("prctl").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, i, l, l, l, l),
            Linker.Option.firstVariadicArg(1));
    kill = function(linker, library, "kill", i, i);
    waitpid = function(linker, library, "waitpid", i, p, i);
    getrusage = function(linker, library, "getrusage", i, p);
    pipe2 = function(linker, library, "pipe2", p, i);
    close = function(linker, library, "close", i);
  }

  private static MethodHandle function(
      Linker linker, SymbolLookup library, String name, MemoryLayout... arguments) {
    return linker.downcallHandle(
        library.find(name).orElseThrow(), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  /** The machine that this is, {@link Machine#NONE} where it is another or native calls are barred. */
  static Machine here() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
        || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      return Machine.NONE;
    }
    try {
      return new LinuxMachine();
    } catch (RuntimeException | LinkageError e) {
      return Machine.NONE;
    }
  }

  @Override
  public void adoptOrphans() {
    call(() -> (int) prctl.invokeExact(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L));
  }

  @Override
  public boolean signal(int pid, int number) {
    return pid > 1 && call(() -> (int) kill.invokeExact(pid, number)) == 0;
  }

  @Override
  public @Nullable Ending reap(int pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
      int reaped = call(() -> (int) waitpid.invokeExact(pid, status, WNOHANG));
      return reaped == pid ? Ending.ofStatus(status.get(ValueLayout.JAVA_INT, 0)) : null;
    }
  }

  @Override
  public @Nullable Used used() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(ValueLayout.JAVA_LONG, RUSAGE_LONGS);
      if (call(() -> (int) getrusage.invokeExact(RUSAGE_CHILDREN, usage)) != 0) {
        return null;
      }
      return new Used(
          at(usage, 0) * 1_000_000_000L + at(usage, 1) * 1000L,
          at(usage, 2) * 1_000_000_000L + at(usage, 3) * 1000L,
          at(usage, MAX_RSS) * 1024,
          at(usage, IN_BLOCKS) * BLOCK_BYTES,
          at(usage, OUT_BLOCKS) * BLOCK_BYTES);
    }
  }

  private static long at(MemorySegment longs, int index) {
    return longs.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  @Override
  public @Nullable Pipe pipe() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      if (call(() -> (int) pipe2.invokeExact(ends, O_CLOEXEC)) != 0) {
        return null;
      }
      int reading = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
      int writing = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
      return new FilePipe(reading, writing);
    }
  }

  private final class FilePipe implements Pipe {
    private final int reading;
    private final int writing;
    private boolean closed;

    FilePipe(int reading, int writing) {
      this.reading = reading;
      this.writing = writing;
    }

    @Override
    public String reading() {
      return "/proc/self/fd/" + reading;
    }

    @Override
    public String writing() {
      return "/proc/self/fd/" + writing;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        call(() -> (int) close.invokeExact(reading));
        call(() -> (int) close.invokeExact(writing));
      }
    }
  }

  private interface Native {
    int call() throws Throwable;
  }

  private static int call(Native function) {
    try {
      return function.call();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("native call failed", e);
    }
  }
}
