package dev.sonde.engine.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What messages cost, by the prefix of what they carried and of who needed it. A message with keys of
 * several prefixes is shared out by the number of keys; the parts add up to the whole, to the byte.
 */
public final class SharedCost {

  /** The prefix that moved, and the consumer's; null where it is not known. */
  public record Route(@Nullable String prefix, @Nullable String consumer) {}

  /**
   * Messages of one route.
   *
   * @param messages a part of one where a message was shared
   * @param logicalBytes null where no size is known
   * @param wireNanos time on the wire
   */
  public record Cost(
      Route route,
      double messages,
      @Nullable Double keys,
      @Nullable Long logicalBytes,
      @Nullable Long wireBytes,
      long wireNanos) {

    private Cost plus(Cost other) {
      return new Cost(
          route,
          messages + other.messages,
          sum(keys, other.keys),
          sum(logicalBytes, other.logicalBytes),
          sum(wireBytes, other.wireBytes),
          wireNanos + other.wireNanos);
    }
  }

  private static final Comparator<Cost> ORDER =
      Comparator.comparingLong(
              (Cost cost) -> cost.logicalBytes() == null ? -1 : cost.logicalBytes())
          .thenComparingLong(Cost::wireNanos)
          .reversed()
          .thenComparing(cost -> String.valueOf(cost.route().prefix()))
          .thenComparing(cost -> String.valueOf(cost.route().consumer()));

  private final Map<Route, Cost> costs = new LinkedHashMap<>();

  /** Adds what went one route. */
  public void add(Cost cost) {
    costs.merge(cost.route(), cost, Cost::plus);
  }

  /**
   * Adds one message.
   *
   * @param prefixes of the keys that it names, one each
   * @param message its route is not looked at but for the consumer
   */
  public void share(List<String> prefixes, Cost message) {
    Map<String, Long> counts = new LinkedHashMap<>();
    prefixes.stream().sorted().forEach(prefix -> counts.merge(prefix, 1L, Long::sum));
    long all = prefixes.size();
    long before = 0;
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      long upTo = before + entry.getValue();
      double part = (double) entry.getValue() / all;
      add(
          new Cost(
              new Route(entry.getKey(), message.route().consumer()),
              message.messages() * part,
              message.keys() == null ? null : message.keys() * part,
              between(message.logicalBytes(), before, upTo, all),
              between(message.wireBytes(), before, upTo, all),
              cut(message.wireNanos(), upTo, all) - cut(message.wireNanos(), before, all)));
      before = upTo;
    }
  }

  /** All routes, most bytes first. */
  public List<Cost> costs() {
    List<Cost> all = new ArrayList<>(costs.values());
    all.sort(ORDER);
    return all;
  }

  private static @Nullable Long between(@Nullable Long whole, long from, long to, long all) {
    return whole == null ? null : (Long) (cut(whole, to, all) - cut(whole, from, all));
  }

  /** The first so many parts of a whole, rounded so that consecutive cuts add up to it. */
  private static long cut(long whole, long parts, long all) {
    return parts == all ? whole : Math.round((double) whole * parts / all);
  }

  private static @Nullable Long sum(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : b == null ? a : (Long) (a + b);
  }

  private static @Nullable Double sum(@Nullable Double a, @Nullable Double b) {
    return a == null ? b : b == null ? a : (Double) (a + b);
  }
}
