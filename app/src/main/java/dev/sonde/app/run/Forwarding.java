package dev.sonde.app.run;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signals that reach Sonde are handed to the command. What a terminal sends with Ctrl-C goes to every
 * process of its foreground group, the command included; that is not sent a second time.
 */
final class Forwarding implements AutoCloseable {

  private static final List<String> HANDED_ON = List.of("INT", "TERM", "HUP", "USR1", "USR2");

  private final Machine machine;
  private final ProcFs proc;
  private final List<Runnable> undo = new ArrayList<>();
  private final Deque<String> early = new ArrayDeque<>();
  private int pid;
  private boolean over;

  Forwarding(Machine machine, ProcFs proc) {
    this.machine = machine;
    this.proc = proc;
    for (String name : HANDED_ON) {
      Runnable restore = Handler.install(name, this::arrived);
      if (restore != null) {
        undo.add(restore);
      }
    }
  }

  /** The command runs; what came before it did is handed to it now. */
  synchronized void to(int command) {
    pid = command;
    while (!early.isEmpty()) {
      machine.signal(pid, SignalNames.number(early.poll()));
    }
  }

  /** It has ended, and its number may soon be somebody else's. */
  synchronized void over() {
    over = true;
  }

  synchronized void arrived(String name) {
    if (over) {
      return;
    }
    if (pid == 0) {
      early.add(name);
    } else if (!(name.equals("INT") && isFromTerminal())) {
      machine.signal(pid, SignalNames.number(name));
    }
  }

  /** Whether the command got it too: both are in the group that the terminal has in front. */
  private boolean isFromTerminal() {
    ProcStat self = proc.stat((int) ProcessHandle.current().pid());
    ProcStat command = proc.stat(pid);
    return self != null
        && command != null
        && self.terminalGroup() > 0
        && self.group() == self.terminalGroup()
        && command.group() == self.group();
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
  }

  /**
   * The JDK's way to signals, {@code sun.misc.Signal}, by reflection: the compiler warns of its direct
   * use, and here warnings are errors.
   */
  private static final class Handler {

    /**
     * @return what puts the former handler back; null where this signal cannot be had
     */
    static @Nullable Runnable install(String name, Consumer<String> handler) {
      try {
        Class<?> signals = Class.forName("sun.misc.Signal");
        Class<?> handlers = Class.forName("sun.misc.SignalHandler");
        Object signal = signals.getConstructor(String.class).newInstance(name);
        Object mine =
            Proxy.newProxyInstance(
                Forwarding.class.getClassLoader(),
                new Class<?>[] {handlers},
                (self, method, arguments) ->
                    switch (method.getName()) {
                      case "handle" -> {
                        handler.accept(name);
                        yield null;
                      }
                      case "equals" ->
                          System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                      case "hashCode" -> System.identityHashCode(self);
                      default -> "handler of SIG" + name;
                    });
        Method handle = signals.getMethod("handle", signals, handlers);
        Object former = handle.invoke(null, signal, mine);
        return () -> restore(handle, signal, former);
      } catch (ReflectiveOperationException e) {
        return null;
      }
    }

    private static void restore(Method handle, Object signal, Object former) {
      try {
        handle.invoke(null, signal, former);
      } catch (ReflectiveOperationException _) {
        // The process ends soon, and the handler does nothing any more.
      }
    }
  }
}
