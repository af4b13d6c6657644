package dev.sonde.ingest.dask;

import dev.sonde.ingest.Batches;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one worker tells: when it executed tasks, what it received, what it logged. */
final class WorkerLog {

  /** A task runs in these, whatever was asked of it meanwhile. */
  private static final List<String> RUNNING =
      List.of("executing", "long-running", "cancelled", "resumed");

  private static final Pattern LINE =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)[,.](\\d{3}) - (.*)", Pattern.DOTALL);

  private final String address;
  private final DumpedTasks tasks;
  private final Batches batches;
  private final Map<String, Long> executing = new LinkedHashMap<>();

  WorkerLog(String address, DumpedTasks tasks, Batches batches) {
    this.address = address;
    this.tasks = tasks;
    this.batches = batches;
  }

  /** {@code [key, from, recommended, to, recommendations, stimulus, time]}; shorter ones are notes. */
  @Nullable Flaw transition(Value element) {
    List<Value> parts = element instanceof Value.Array array ? array.values() : List.of();
    if (parts.size() < 7
        || !(parts.get(1) instanceof Value.Text from)
        || !(parts.get(3) instanceof Value.Text to)) {
      return null;
    }
    String key = Python.key(parts.getFirst());
    Long time = Python.nanos(parts.getLast());
    if (key == null || time == null) {
      return new Flaw(
          Code.MISSING_TIME, "a transition of task " + key + " on a worker has no time");
    }
    tasks.seen(time);
    if (to.value().equals("executing") && !RUNNING.contains(from.value())) {
      executing.put(key, time);
    } else if (!RUNNING.contains(to.value())) {
      Long start = executing.remove(key);
      if (start != null && time >= start) {
        attempt(key, start, time, to.value(), parts.get(5));
      }
    }
    return null;
  }

  private void attempt(String key, long start, long end, String state, @Nullable Value stimulus) {
    boolean failed = state.equals("error");
    Attributes thrown = tasks.thrown(key);
    String text = failed ? thrown.text("exception_text") : null;
    Attributes.Builder attributes = Attributes.builder().put(Keys.TASK_KEY, key);
    if (text != null) {
      Python.exception(text, attributes);
    }
    String traceback = failed ? thrown.text("traceback_text") : null;
    if (traceback != null) {
      attributes.put(Keys.EXCEPTION_STACKTRACE, traceback);
    }
    String word = stimulus instanceof Value.Text said ? said.value() : Long.toString(start);
    attributes.put("dask.stimulus_id", word);
    Span.Status status =
        failed ? Span.Status.ERROR : state.equals("memory") ? Span.Status.OK : Span.Status.UNSET;
    SpanId id = Ids.attempt(key, word);
    batches.add(
        Spans.of(tasks.worker(address), id, "dask.compute", start, end, status, text, attributes));
  }

  /** What was being executed when the dump was made. */
  void unfinished() {
    executing.forEach((key, start) -> {
      SpanId id = Ids.attempt(key, Long.toString(start));
      Attributes.Builder attributes = Attributes.builder().put(Keys.TASK_KEY, key);
      batches.add(
          Spans.of(
              tasks.worker(address),
              id,
              "dask.compute",
              start,
              Span.OPEN,
              Span.Status.UNSET,
              null,
              attributes));
    });
    executing.clear();
  }

  @Nullable Flaw incoming(Value element) {
    Attributes said = element instanceof Value.Map map ? map.entries() : Attributes.EMPTY;
    Long start = Python.nanos(said.get("start"));
    Long stop = Python.nanos(said.get("stop"));
    if (start == null || stop == null) {
      return new Flaw(Code.MISSING_TIME, "a transfer to " + address + " has no start or stop");
    } else if (stop < start) {
      return new Flaw(
          Code.NEGATIVE_DURATION, "a transfer to " + address + " stops before it starts");
    }
    Attributes keys = said.get("keys") instanceof Value.Map map ? map.entries() : Attributes.EMPTY;
    Attributes.Builder attributes = Attributes.builder();
    attributes.put(Keys.TRANSFER_KEY, keys.isEmpty() ? "inputs" : keys.key(0));
    if (keys.size() > 1) {
      attributes.put(Keys.TRANSFER_KEYS, Value.ofTexts(names(keys)));
    }
    Long total = said.integer("total");
    if (total != null && total >= 0) {
      attributes.put(Keys.TRANSFER_BYTES, total);
    }
    String from = said.text("who");
    if (from != null) {
      attributes.put(Keys.TRANSFER_FROM, from);
    }
    attributes.put(Keys.TRANSFER_TO, address);
    SpanId id = Ids.transfer(address, from == null ? "" : from, start);
    batches.add(
        Spans.of(
            tasks.worker(address),
            id,
            "dask.transfer",
            start,
            stop,
            Span.Status.UNSET,
            null,
            attributes));
    return null;
  }

  private static List<String> names(Attributes keys) {
    List<String> names = new java.util.ArrayList<>();
    keys.forEach((name, _) -> names.add(name));
    return names;
  }

  /** {@code [level, "date time,millis - logger - level - text"]}, in the worker's local time. */
  @Nullable Flaw line(Value element) {
    List<Value> parts = element instanceof Value.Array array ? array.values() : List.of();
    if (parts.size() < 2 || !(parts.get(1) instanceof Value.Text text)) {
      return new Flaw(Code.MALFORMED, "an element of logs that is no level and text");
    }
    Matcher matcher = LINE.matcher(text.value());
    Long time = matcher.matches() ? time(matcher) : null;
    if (time == null) {
      return new Flaw(Code.MISSING_TIME, "a line of a worker's log has no time: " + text.value());
    }
    int severity =
        switch (parts.getFirst() instanceof Value.Text level ? level.value() : "") {
          case "DEBUG" -> 5;
          case "INFO" -> 9;
          case "WARNING" -> 13;
          case "ERROR" -> 17;
          case "CRITICAL" -> 21;
          default -> 0;
        };
    batches.add(
        new Event(
            tasks.worker(address),
            time,
            "",
            severity,
            Value.of(matcher.group(4)),
            SpanId.NONE,
            Attributes.EMPTY,
            Attributes.EMPTY));
    return null;
  }

  private static @Nullable Long time(Matcher matcher) {
    try {
      LocalDateTime time = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2));
      long millis = time.toEpochSecond(ZoneOffset.UTC) * 1000 + Long.parseLong(matcher.group(3));
      return Math.multiplyExact(millis, 1_000_000);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
