package dev.sonde.app;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows an answer again whenever it has changed: drawn over on a terminal, one behind the other in a
 * pipe, with a line between them where the answers have several.
 */
final class Follow {

  private static final String SEPARATOR = "---\n";

  private final Surroundings surroundings;
  private final Remote remote;
  private final Presentation how;

  Follow(Surroundings surroundings, Remote remote, Presentation how) {
    this.surroundings = surroundings;
    this.remote = remote;
    this.how = how;
  }

  ExitCode run(String view, List<Map.Entry<String, String>> parameters) throws IOException {
    List<Map.Entry<String, String>> asked = new ArrayList<>(parameters);
    asked.add(Map.entry("view", view));
    boolean drawn = surroundings.settings().terminalColumns() > 0 && !how.json() && !how.csv();
    try (Changes changes = new Changes(remote, asked);
        Deadline deadline = Deadline.of(how.most(), changes::close);
        Screen screen = drawn ? new Screen(surroundings) : null) {
      String before = null;
      while (true) {
        Changes.Change change = changes.next();
        if (change == null || deadline.isOver()) {
          return ExitCode.ANSWERED;
        }
        if (change.event().equals("error")) {
          throw new Failure(ExitCode.USAGE, Remote.error(change.data()));
        }
        // What came may have changed nothing of this answer.
        if (!change.data().equals(before)) {
          show(change.data(), before == null, screen);
          before = change.data();
        }
      }
    }
  }

  private void show(String text, boolean first, @Nullable Screen screen) throws IOException {
    if (screen != null) {
      screen.draw(text);
      return;
    }
    Writer out = surroundings.out();
    if (!first && !how.json()) {
      out.write(SEPARATOR);
    }
    out.write(text);
    out.write('\n');
    out.flush();
  }

  /** The terminal's other screen, left as it was found: also when the process is interrupted. */
  private static final class Screen implements AutoCloseable {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String END_OF_LINE = "\u001b[K\n";
    private static final String END_OF_SCREEN = "\u001b[J";

    private final Surroundings surroundings;
    private final Thread hook = new Thread(this::leave);
    private String last = "";
    private boolean left;

    Screen(Surroundings surroundings) throws IOException {
      this.surroundings = surroundings;
      surroundings.out().write(ENTER);
      Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized void draw(String text) throws IOException {
      if (left) {
        return;
      }
      last = text;
      List<String> lines = text.lines().toList();
      int rows = Math.max(2, surroundings.settings().terminalRows());
      StringBuilder screen = new StringBuilder(HOME);
      boolean cut = lines.size() > rows - 1;
      for (String line : cut ? lines.subList(0, rows - 2) : lines) {
        screen.append(line).append(END_OF_LINE);
      }
      if (cut) {
        screen
            .append("… ")
            .append(lines.size() - rows + 2)
            .append(" more lines")
            .append(END_OF_LINE);
      }
      surroundings.out().write(screen.append(END_OF_SCREEN).toString());
      surroundings.out().flush();
    }

    /** What was seen last stays to be read. */
    private synchronized void leave() {
      if (left) {
        return;
      }
      left = true;
      try {
        surroundings.out().write(LEAVE);
        surroundings.out().write(last);
        surroundings.out().write('\n');
        surroundings.out().flush();
      } catch (IOException e) {
        // The terminal has gone.
      }
    }

    @Override
    public void close() {
      leave();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It is running: the process ends.
      }
    }
  }
}
