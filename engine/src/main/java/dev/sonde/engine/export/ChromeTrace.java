package dev.sonde.engine.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sonde.engine.analysis.Slots;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chrome's trace event format. Workers (else services) are processes, and threads are slots in which
 * spans that overlap never meet unless one belongs to the other. A transfer is shown at both ends, with
 * an arrow from sender to receiver; events are instants, samples are counters.
 *
 * <p>Times are microseconds since the first moment of the capture, as viewers read them as doubles and
 * would lose the nanoseconds of today's date; {@code otherData.start_ns} is that moment.
 */
final class ChromeTrace {

  private static final Sql SLICES = Sql.of(ChromeTrace.class, "slices");
  private static final Sql COUNTERPARTS = Sql.of(ChromeTrace.class, "counterparts");
  private static final Sql MOMENTS = Sql.of(ChromeTrace.class, "moments");
  private static final Sql COUNTERS = Sql.of(ChromeTrace.class, "counters");

  /** Threads of the other ends of transfers, beyond those of a process's own spans. */
  private static final int COUNTERPART_THREADS = 1_000_000;

  private static final int EVENT_THREAD = 0;
  private static final int LONGEST_NAME = 200;

  private final Ask ask;
  private final Writer out;
  private final long startNanos;
  private final JsonGenerator json;
  private final Map<String, Integer> processes = new LinkedHashMap<>();
  private final Set<Integer> threads = new HashSet<>();
  private String process = "";
  private Slots slots = new Slots();
  private long written;

  ChromeTrace(Ask ask, Writer out) {
    this.ask = ask;
    this.out = out;
    Long first = ask.coverage().startNanos();
    this.startNanos = first == null ? 0 : first;
    try {
      this.json = JsonRenderer.generator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all of it; how many spans, events and samples it was. */
  long write() {
    try {
      json.writeStartObject();
      json.writeStringField("displayTimeUnit", "ns");
      json.writeObjectFieldStart("otherData");
      json.writeStringField("writer", "sonde");
      json.writeStringField("start_ns", Long.toString(startNanos));
      json.writeEndObject();
      json.writeArrayFieldStart("traceEvents");
      ask.stream(SLICES, Map.of(), row -> each(() -> slice(row)));
      process = "";
      threads.clear();
      ask.stream(COUNTERPARTS, Map.of(), row -> each(() -> counterpart(row)));
      ask.stream(MOMENTS, Map.of(), row -> each(() -> moment(row)));
      ask.stream(COUNTERS, Map.of(), row -> each(() -> counter(row)));
      json.writeEndArray();
      json.writeEndObject();
      json.flush();
      out.write('\n');
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  private static boolean each(Write write) {
    try {
      write.run();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void slice(Row row) throws IOException {
    long start = row.integer("start_ns");
    long end = Math.max(start, row.integer("until_ns"));
    String place = enter(row);
    int thread = 1 + slots.place(start, end, names(row), within(row));
    thread(thread, "slot " + thread);
    String role = row.textOrNull("role");
    begin("X", row.text("name"), place, thread, start);
    json.writeStringField("cat", orElse(row.textOrNull("component"), orElse(role, "span")));
    time("dur", end - start);
    arguments(row, "run_id", "task_key", "trace_id", "span_id", "parent_id", "status", "error");
    if (row.integerOrNull("end_ns") == null) {
      json.writeBooleanField("open", true);
    }
    end();
    written++;
    String sender = row.textOrNull("from_worker");
    String receiver = row.textOrNull("to_worker");
    if ("transfer".equals(role)) {
      boolean sends = place.equals(sender);
      if ((sends ? receiver : sender) != null) {
        flow(sends, row, place, thread, start, end);
      }
    }
  }

  private void counterpart(Row row) throws IOException {
    long start = row.integer("start_ns");
    long end = Math.max(start, row.integer("until_ns"));
    boolean sender = !row.truth("sent_there");
    String place = enter(row);
    int thread = COUNTERPART_THREADS + slots.place(start, end, List.of(), List.of());
    thread(thread, "other end of transfers");
    begin("X", sender ? "sends" : "receives", place, thread, start);
    json.writeStringField("cat", "counterpart");
    time("dur", end - start);
    arguments(row, "data_key");
    end();
    flow(sender, row, place, thread, start, end);
  }

  /** An arrow leaves the sender's slice where that begins, and meets the receiver's where that ends. */
  private void flow(boolean leaves, Row row, String place, int thread, long start, long end)
      throws IOException {
    begin(leaves ? "s" : "f", "transfer", place, thread, leaves ? start : Math.max(start, end - 1));
    json.writeStringField("cat", "transfer");
    json.writeNumberField("id", row.integer("seq"));
    if (!leaves) {
      json.writeStringField("bp", "e");
    }
    json.writeEndObject();
  }

  private void moment(Row row) throws IOException {
    String place = row.text("process");
    String name = orElse(row.textOrNull("name"), "");
    if (name.isEmpty()) {
      name = orElse(row.textOrNull("body"), "event");
    }
    begin("i", name, place, EVENT_THREAD, row.integer("at_ns"));
    json.writeStringField("s", "p");
    json.writeStringField("cat", "event");
    arguments(row, "body", "severity", "task_key", "trace_id", "span_id");
    end();
    written++;
  }

  private void counter(Row row) throws IOException {
    String unit = orElse(row.textOrNull("unit"), "");
    String attributes = orElse(row.textOrNull("attributes"), "{}");
    String series = row.text("name") + (attributes.equals("{}") ? "" : " " + attributes);
    begin("C", series, row.text("process"), EVENT_THREAD, row.integer("at_ns"));
    json.writeObjectFieldStart("args");
    json.writeNumberField(unit.isEmpty() ? "value" : unit, row.real("value"));
    end();
    written++;
  }

  /** The row's process, with slots of its own when it is another than before. */
  private String enter(Row row) {
    String place = row.text("process");
    if (!place.equals(process)) {
      process = place;
      slots = new Slots();
      threads.clear();
    }
    return place;
  }

  private int pid(String place) throws IOException {
    Integer known = processes.get(place);
    if (known != null) {
      return known;
    }
    int pid = processes.size() + 1;
    processes.put(place, pid);
    metadata("process_name", place, EVENT_THREAD, place);
    return pid;
  }

  private void thread(int thread, String name) throws IOException {
    if (threads.add(thread)) {
      metadata("thread_name", process, thread, name);
    }
  }

  private void metadata(String name, String place, int thread, String value) throws IOException {
    begin("M", name, place, thread, startNanos);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", value);
    end();
  }

  private void begin(String kind, String name, String place, int thread, long nanos)
      throws IOException {
    int pid = pid(place);
    json.writeStartObject();
    json.writeStringField("ph", kind);
    json.writeStringField(
        "name", name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…");
    json.writeNumberField("pid", pid);
    json.writeNumberField("tid", thread);
    time("ts", nanos - startNanos);
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Nanoseconds as microseconds; a decimal, so that no digit is lost. */
  private void time(String field, long nanos) throws IOException {
    json.writeFieldName(field);
    json.writeNumber(BigDecimal.valueOf(nanos, 3).toPlainString());
  }

  /** Opens the arguments with those columns that have a value, and the attributes as they are. */
  private void arguments(Row row, String... columns) throws IOException {
    json.writeObjectFieldStart("args");
    for (String column : columns) {
      String value = row.textOrNull(column);
      if (value != null) {
        json.writeStringField(column, value);
      }
    }
    if (row.columns().contains("attributes")) {
      String attributes = row.textOrNull("attributes");
      if (attributes != null && !attributes.equals("{}")) {
        json.writeFieldName("attributes");
        json.writeRawValue(attributes);
      }
    }
  }

  private static List<String> names(Row row) {
    List<String> names = new ArrayList<>();
    String span = row.textOrNull("span_id");
    if (span != null) {
      names.add("span " + row.textOrNull("trace_id") + " " + span);
    }
    String task = row.textOrNull("task_key");
    if (task != null) {
      names.add("task " + row.textOrNull("run_id") + " " + task);
    }
    return names;
  }

  private static List<String> within(Row row) {
    List<String> within = new ArrayList<>();
    String parent = row.textOrNull("parent_id");
    if (parent != null) {
      within.add("span " + row.textOrNull("trace_id") + " " + parent);
    }
    String task = row.textOrNull("task_key");
    if (task != null) {
      within.add("task " + row.textOrNull("run_id") + " " + task);
    }
    return within;
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
