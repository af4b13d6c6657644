package dev.sonde.ingest.spark;

import dev.sonde.ingest.Digest;
import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.SpanId;
import dev.sonde.model.vocabulary.Keys;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The application that events are of: a run. Ids of spans are made from its id and theirs, so that the
 * parts of a rolled log agree on them.
 */
final class Application {

  /** Executors are few; a damaged file must not fill the memory with made-up ones. */
  private static final int REMEMBERED = 50_000;

  /** What the span around the whole application is made from. */
  static final String ROOT = "application";

  /** The part of a rolled log: only the first of them names the application inside. */
  private static final Pattern PART =
      Pattern.compile("events_\\d+_(.+?)(\\.(compact|inprogress|gz|zst|zstd|lz4|lzf|snappy))*");

  private final @Nullable String id;
  private final @Nullable String name;
  private final String version;
  private final String seed;
  private final long traceHigh;
  private final long traceLow;
  private final Origin driver;
  private final Map<String, Origin> executors = new HashMap<>();

  /**
   * @param id null where the log does not tell it
   * @param seed what ids are made from
   */
  Application(@Nullable String id, @Nullable String name, String version, String seed) {
    this.id = id;
    this.name = name;
    this.version = version;
    this.seed = seed;
    Digest.Sum trace = hash("trace");
    this.traceHigh = trace.high();
    this.traceLow = trace.low();
    this.driver = new Origin(resource("driver").build());
  }

  /** The id in the name of a part, null where it is no name of a part. */
  static @Nullable String idInName(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    Matcher matcher = PART.matcher(file);
    return matcher.matches() ? matcher.group(1) : null;
  }

  @Nullable String id() {
    return id;
  }

  @Nullable String name() {
    return name;
  }

  Origin driver() {
    return driver;
  }

  /** An executor of which tasks or its own coming are told. */
  Origin executor(String executor, @Nullable String host) {
    Origin known = executors.get(executor);
    if (known == null) {
      Attributes.Builder resource =
          resource("executor")
              .put(Keys.SERVICE_INSTANCE_ID, executor)
              .put(Keys.WORKER_ID, executor);
      if (host != null) {
        resource.put("host.name", host);
      }
      known = new Origin(resource.build());
      if (executors.size() >= REMEMBERED) {
        executors.clear();
      }
      executors.put(executor, known);
    }
    return known;
  }

  private Attributes.Builder resource(String service) {
    Attributes.Builder resource = Attributes.builder().put(Keys.SERVICE_NAME, service);
    if (!version.isEmpty()) {
      resource.put(Keys.SERVICE_VERSION, version);
    }
    if (id != null) {
      resource.put(Keys.RUN_ID, id);
    }
    if (name != null) {
      resource.put(Keys.RUN_NAME, name);
    }
    return resource;
  }

  long root() {
    return spanId(ROOT);
  }

  SpanId span(String what) {
    return new SpanId(traceHigh, traceLow, spanId(what));
  }

  long spanId(String what) {
    long id = hash(what).low();
    return id == 0 ? 1 : id;
  }

  private Digest.Sum hash(String what) {
    Digest digest = new Digest();
    byte[] text = (seed + '\n' + what).getBytes(StandardCharsets.UTF_8);
    digest.update(text, 0, text.length);
    return digest.sum();
  }
}
