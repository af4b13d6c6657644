package dev.sonde.model.vocabulary;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The one table of span names: name, component, heading of the account, role. First match wins. Names
 * and components of Frisky were checked against the sums that its own commands print (docs/formats).
 */
public final class SpanNames {

  /**
   * One line of the table.
   *
   * @param pattern a name, or a beginning of names that ends in {@code *}
   * @param heading of the account of slots, as in docs/conventions.md; empty where the span is no time
   *     of anybody
   */
  public record Entry(String pattern, Component component, String heading, Role role) {
    boolean matches(String name) {
      return pattern.endsWith("*")
          ? name.startsWith(pattern.substring(0, pattern.length() - 1))
          : name.equals(pattern);
    }
  }

  public static final List<Entry> TABLE =
      List.of(
          new Entry("worker.exec.call", Component.COMPUTE, "compute", Role.ATTEMPT),
          new Entry("worker.exec.gil", Component.COMPUTE, "lock", Role.PHASE),
          new Entry("worker.exec.deserialize", Component.COMPUTE, "serialize", Role.PHASE),
          new Entry("worker.exec.*", Component.COMPUTE, "compute", Role.PHASE),
          new Entry("worker.deserialize", Component.COMPUTE, "transfer", Role.STAGE),
          new Entry("worker.transfer.recv", Component.NETWORK, "transfer", Role.TRANSFER),
          new Entry("tcp.send.*", Component.NETWORK, "transfer", Role.STAGE),
          new Entry("tcp.recv.*", Component.NETWORK, "transfer", Role.STAGE),
          new Entry("worker.spill.*", Component.DISK, "spill", Role.SPILL),
          new Entry("worker.unspill.*", Component.DISK, "spill", Role.SPILL),
          new Entry("spill.*", Component.DISK, "spill", Role.SPILL),
          new Entry("unspill.*", Component.DISK, "spill", Role.SPILL),
          new Entry("scheduler.metrics", Component.NONE, "", Role.METRICS),
          new Entry("scheduler.*", Component.SCHEDULER, "scheduler", Role.SCHEDULER),
          new Entry("worker.idle", Component.NONE, "", Role.IDLE),
          new Entry("comm.recv", Component.WAITING, "", Role.SPAN),
          new Entry("worker.paused", Component.OTHER, "paused", Role.SPAN),
          new Entry("worker.receive_task", Component.OTHER, "scheduler", Role.PHASE),
          new Entry("worker.store_data", Component.OTHER, "scheduler", Role.PHASE),
          new Entry("worker.task_complete", Component.OTHER, "scheduler", Role.PHASE),
          new Entry("worker.*", Component.OTHER, "unknown", Role.SPAN),
          new Entry("client.*", Component.OTHER, "client", Role.CLIENT));

  private static final Entry UNLISTED = new Entry("*", Component.OTHER, "unknown", Role.SPAN);

  /** Names repeat a million times; the table is walked once for each. Bounded against made-up names. */
  private static final Map<String, Entry> SEEN = new ConcurrentHashMap<>();

  private static final int SEEN_LIMIT = 10_000;

  private SpanNames() {}

  /** The entry of a name; one without a line of its own is ordinary: component other. */
  public static Entry of(String name) {
    Entry seen = SEEN.get(name);
    if (seen != null) {
      return seen;
    }
    Entry entry = find(name);
    Entry found = entry == null ? UNLISTED : entry;
    if (SEEN.size() < SEEN_LIMIT) {
      SEEN.put(name, found);
    }
    return found;
  }

  private static @Nullable Entry find(String name) {
    for (Entry entry : TABLE) {
      if (entry.matches(name)) {
        return entry;
      }
    }
    return null;
  }
}
