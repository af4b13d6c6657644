package dev.sonde.app;

import dev.sonde.engine.store.Store;
import dev.sonde.engine.view.Question;
import dev.sonde.engine.view.StreamedView;
import dev.sonde.engine.view.ViewRunner;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Log records of several sources, merged by time. What comes later, of live systems, is written as it
 * comes, in the order of time within what came together.
 */
final class LogMerge implements AutoCloseable {

  private static final Comparator<LogLine> BY_TIME =
      Comparator.comparingLong(line -> line.event().timeNanos());

  /**
   * What a server sent later.
   *
   * @param failure where it is the last that comes of it
   */
  private record Later(List<LogLine> lines, boolean end, @Nullable RuntimeException failure) {}

  private final Surroundings surroundings;
  private final Presentation how;
  private final Map<String, List<String>> options;
  private final List<LogSource> sources = new ArrayList<>();
  private final List<LiveLogs> live = new ArrayList<>();
  private final BlockingQueue<Later> later = new LinkedBlockingQueue<>();

  LogMerge(Surroundings surroundings, Presentation how, Map<String, List<String>> options) {
    this.surroundings = surroundings;
    this.how = how;
    this.options = options;
  }

  /** Reads files as one source. */
  void files(List<String> files) {
    Question<?, ?> question = Question.of(Views.named("logs"), options, null);
    Store store = Joins.with(surroundings.open(files, how.format()), surroundings);
    ViewRunner runner = new ViewRunner(store, String.join(" ", files), false, _ -> "");
    sources.add(
        LogSource.start(
            String.join(" ", files),
            each -> {
              try (store) {
                stream(runner, question, new LineWriter(each));
              }
            }));
  }

  private static <P extends Record, R extends Record> void stream(
      ViewRunner runner, Question<P, R> question, LineWriter lines) {
    StreamedView<P, R> view = question.streamed(true);
    if (view == null) {
      throw new IllegalStateException("logs are no stream: " + question.view().getClass());
    }
    runner.stream(view, question.parameters(), question.scope(), lines);
  }

  /** Asks a server. */
  void server(String address) {
    LiveLogs logs = new LiveLogs(surroundings.remote(address, how.token()), options);
    live.add(logs);
    sources.add(LogSource.start(address, logs::first));
  }

  /** Writes all that there is, and where that is wanted goes on with what comes. */
  void print(LogPrinter printer) throws IOException {
    merge(printer);
    printer.flush();
    if (how.follow()) {
      for (LiveLogs logs : live) {
        Thread.ofVirtual().start(() -> follow(logs));
      }
      try (Deadline deadline = Deadline.of(how.most(), this::close)) {
        printLater(printer, deadline);
      }
    }
  }

  private void merge(LogPrinter printer) throws IOException {
    // Of what happened at the same time, the source that was named first.
    PriorityQueue<LogSource> next =
        new PriorityQueue<>(
            Comparator.comparing(LogSource::head, BY_TIME).thenComparingInt(sources::indexOf));
    for (LogSource source : sources) {
      if (source.advance()) {
        next.add(source);
      }
    }
    while (!next.isEmpty()) {
      LogSource source = next.remove();
      printer.print(source.head());
      if (source.advance()) {
        next.add(source);
      }
    }
  }

  private void follow(LiveLogs logs) {
    RuntimeException failure = null;
    try {
      logs.follow(lines -> later.add(new Later(lines, false, null)));
    } catch (RuntimeException e) {
      failure = e;
    }
    later.add(new Later(List.of(), true, failure));
  }

  private void printLater(LogPrinter printer, Deadline deadline) throws IOException {
    int following = live.size();
    while (following > 0) {
      List<Later> came = new ArrayList<>();
      try {
        came.add(later.take());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      later.drainTo(came);
      for (LogLine line :
          came.stream().flatMap(each -> each.lines().stream()).sorted(BY_TIME).toList()) {
        printer.print(line);
      }
      printer.flush();
      for (Later each : came) {
        following -= each.end() ? 1 : 0;
        if (each.failure() != null && !deadline.isOver()) {
          throw each.failure();
        }
      }
    }
  }

  @Override
  public void close() {
    sources.forEach(LogSource::close);
    live.forEach(LiveLogs::close);
  }
}
