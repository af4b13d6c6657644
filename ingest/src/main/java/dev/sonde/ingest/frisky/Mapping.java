package dev.sonde.ingest.frisky;

import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.JsonValues;
import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From Frisky's fields to the conventions. */
final class Mapping {

  /** Names and workers are few; a damaged file must not fill the memory with made-up ones. */
  private static final int REMEMBERED = 50_000;

  private final Problems problems;
  private final Map<String, Plan> plans = new HashMap<>();
  private final Map<String, String> plainNames = new HashMap<>();
  private final Map<Plan.Owner, Map<String, Origin>> origins = new HashMap<>();

  Mapping(Problems problems) {
    this.problems = problems;
  }

  /** The span, or null where it lacks what a span must have; the problem is noted. */
  @Nullable Span span(RawSpan raw, Supplier<String> where) {
    for (String field : raw.unusable) {
      problems.note(
          Code.UNKNOWN_FIELD_TYPE, where.get(), "field " + field + " has a value of another type");
    }
    String name = raw.name;
    if (name == null) {
      problems.reject(Code.MALFORMED, where.get(), "an object that is no span: it has no name");
      return null;
    }
    Long start = start(raw);
    if (start == null || start == Span.OPEN) {
      problems.reject(Code.MISSING_TIME, where.get(), "span " + name + " has no start_ns");
      return null;
    }
    long end = end(raw, start, where);
    if (end != Span.OPEN && end < start) {
      String times = "span " + name + " ends " + (start - end) + " ns before it starts";
      problems.reject(Code.NEGATIVE_DURATION, where.get(), times);
      return null;
    }
    return span(raw, name, start, end, where);
  }

  private static @Nullable Long start(RawSpan raw) {
    if (raw.start == null && raw.end != null && raw.duration != null) {
      return raw.end - raw.duration;
    }
    return raw.start;
  }

  private long end(RawSpan raw, long start, Supplier<String> where) {
    if (raw.end == null) {
      return raw.duration == null ? Span.OPEN : start + raw.duration;
    }
    // A thousand nanoseconds are what a real loses of an epoch time.
    if (raw.duration != null && Math.abs(raw.end - start - raw.duration) > 1000) {
      problems.note(
          Code.CONFLICT,
          where.get(),
          "duration_ns "
              + raw.duration
              + " is not end_ns - start_ns = "
              + (raw.end - start)
              + "; the times hold");
    }
    return raw.end;
  }

  private Span span(RawSpan raw, String name, long start, long end, Supplier<String> where) {
    Plan plan = plans.get(name);
    if (plan == null) {
      plan = Plan.of(name);
      remember(plans, name, plan);
    }
    Origin origin = origin(plan.owner(), raw.worker);
    Attributes.Builder attributes = Attributes.builder();
    keys(raw, plan, attributes);
    others(raw, plan, attributes, where);
    if (plan.keys() == Plan.Use.TRANSFER) {
      transfer(raw, origin, attributes);
    }
    if (raw.count != null) {
      attributes.put(Keys.COUNT, raw.count);
    }
    if (plan.owner() == Plan.Owner.CLIENT) {
      attributes.put(Keys.RUN_PHASE, name.substring(name.lastIndexOf('.') + 1));
    }
    return new Span(
        origin,
        raw.id(),
        raw.parent,
        name,
        Span.Kind.UNSPECIFIED,
        start,
        end,
        raw.error == null ? Span.Status.UNSET : Span.Status.ERROR,
        raw.error == null ? "" : raw.error,
        attributes.build(),
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  private static void keys(RawSpan raw, Plan plan, Attributes.Builder attributes) {
    List<Value.Text> keys = raw.keys;
    if (keys.isEmpty()) {
      if (plan.keys() == Plan.Use.SPILL) {
        attributes.put(Keys.SPILL_DIRECTION, plan.word());
      }
      return;
    }
    Value.Text first = keys.getFirst();
    switch (plan.keys()) {
      case TASK -> attributes.put(Keys.TASK_KEY, first);
      case PHASE -> attributes.put(Keys.TASK_KEY, first).put(Keys.TASK_PHASE, plan.word());
      case TRANSFER -> attributes.put(Keys.TRANSFER_KEY, first);
      case SPILL -> attributes.put(Keys.SPILL_KEY, first).put(Keys.SPILL_DIRECTION, plan.word());
      case DATA -> {
        if (keys.size() == 1) {
          attributes.put(Keys.FRISKY_KEY, first);
        }
      }
    }
    if (keys.size() > 1) {
      boolean transfer = plan.keys() == Plan.Use.TRANSFER;
      attributes.put(
          transfer ? Keys.TRANSFER_KEYS : Keys.FRISKY_KEYS, new Value.Array(List.copyOf(keys)));
    }
  }

  private void others(
      RawSpan raw, Plan plan, Attributes.Builder attributes, Supplier<String> where) {
    for (int i = 0; i < raw.otherNames.size(); i++) {
      String field = raw.otherNames.get(i);
      Value value = raw.otherValues.get(i);
      String key = plan.fields().isEmpty() ? null : plan.fields().get(plain(field));
      if (key == null || attributes.has(key)) {
        attributes.put(field, value);
        continue;
      }
      Value usable = usable(key, value);
      if (usable == null) {
        String message = "field " + field + " has a value that is no " + key;
        problems.note(Code.UNKNOWN_FIELD_TYPE, where.get(), message);
      }
      if (usable == null || value instanceof Value.Array) {
        attributes.put(field, value);
      }
      if (usable != null) {
        attributes.put(key, usable);
      }
    }
  }

  /** The value as its key wants it: a text, a rate, or a whole number; a list of sizes is added up. */
  private static @Nullable Value usable(String key, Value value) {
    return switch (key) {
      case Keys.TASK_KEY, Keys.TRANSFER_FROM, Keys.TRANSFER_TO ->
          value instanceof Value.Text text && !text.value().isEmpty() ? value : null;
      case Keys.NETWORK_RATE, Keys.DISK_READ_RATE, Keys.DISK_WRITE_RATE ->
          value instanceof Value.Real || value instanceof Value.Int ? value : size(value);
      default -> value instanceof Value.Array array ? sum(array) : size(value);
    };
  }

  private static @Nullable Value size(Value value) {
    Long size = value instanceof Value.Int i ? (Long) i.value() : JsonValues.wholeNumber(value);
    return size == null || size < 0 ? null : value instanceof Value.Int ? value : Value.of(size);
  }

  private static @Nullable Value sum(Value.Array sizes) {
    long sum = 0;
    for (Value value : sizes.values()) {
      if (!(size(value) instanceof Value.Int size)) {
        return null;
      }
      sum += size.value();
    }
    return sizes.values().isEmpty() ? null : Value.of(sum);
  }

  private static void transfer(RawSpan raw, Origin origin, Attributes.Builder attributes) {
    Value worker = origin.resource().get(Keys.WORKER_ID);
    if (worker != null && !attributes.has(Keys.TRANSFER_TO)) {
      attributes.put(Keys.TRANSFER_TO, worker);
    }
    if (raw.keys.isEmpty() && raw.count != null && !attributes.has(Keys.TRANSFER_KEY_COUNT)) {
      attributes.put(Keys.TRANSFER_KEY_COUNT, raw.count);
    }
  }

  private String plain(String field) {
    String plain = plainNames.get(field);
    if (plain == null) {
      plain = Spellings.plain(field);
      remember(plainNames, field, plain);
    }
    return plain;
  }

  /** Whose span it is: of a worker only where its address is said. */
  private Origin origin(Plan.Owner owner, Value.@Nullable Text worker) {
    String said = worker == null ? "" : worker.value();
    Map<String, Origin> known = origins.computeIfAbsent(owner, o -> new HashMap<>());
    Origin origin = known.get(said);
    if (origin == null) {
      origin = new Origin(resource(owner, said));
      remember(known, said, origin);
    }
    return origin;
  }

  private static Attributes resource(Plan.Owner owner, String said) {
    boolean address =
        switch (said) {
          case "", "scheduler", "client", "driver" -> false;
          default -> true;
        };
    boolean onWorker =
        switch (owner) {
          case WORKER, DRIVER -> address;
          case SCHEDULER, CLIENT -> false;
        };
    String service =
        onWorker
            ? "worker"
            : switch (owner) {
              case WORKER -> said.isEmpty() ? "worker" : said;
              case SCHEDULER -> "scheduler";
              case CLIENT -> "client";
              case DRIVER -> "driver";
            };
    Attributes.Builder resource = Attributes.builder().put(Keys.SERVICE_NAME, service);
    if (address) {
      resource.put(Keys.SERVICE_INSTANCE_ID, said);
    }
    if (onWorker) {
      resource.put(Keys.WORKER_ID, said);
    }
    return resource.build();
  }

  private static <T> void remember(Map<String, T> map, String key, T value) {
    if (map.size() >= REMEMBERED) {
      map.clear();
    }
    map.put(key, value);
  }
}
