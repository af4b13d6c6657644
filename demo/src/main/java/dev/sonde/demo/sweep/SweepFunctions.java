package dev.sonde.demo.sweep;

import dev.sonde.demo.cluster.Functions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/** What the tasks of the sweep do, each looked for in the cache first. */
public final class SweepFunctions implements Functions {

  private final LongAdder lookups = new LongAdder();
  private final LongAdder hits = new LongAdder();

  @Override
  public double[] call(Call call) throws IOException, InterruptedException {
    Map<String, String> arguments = new HashMap<>(call.arguments());
    DiskCache cache = new DiskCache(Path.of(call.argument("cache")));
    // Where the cache lies and how an attempt is to go does not make another result.
    arguments.keySet().removeAll(java.util.List.of("cache", "failing", "factor", "error"));
    String key = DiskCache.key(call.prefix(), arguments);
    double[] known = cache.get(key);
    lookups.increment();
    call.sonde().cache().lookup(key, known != null, call.key());
    if (known != null) {
      hits.increment();
      call.attempt().cacheHit();
      return known;
    }
    call.attempt().cacheMiss();
    double[] result = compute(call);
    cache.put(key, result);
    return result;
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of("cache_lookups", lookups.sumThenReset(), "cache_hits", hits.sumThenReset());
  }

  private static double[] compute(Call call) throws InterruptedException {
    double share = 0.8 + 0.4 * new SplittableRandom(call.key().hashCode()).nextDouble();
    call.pause(share * millis(call.prefix()) * call.whole("factor") / 100);
    if (call.number() <= call.whole("failing")) {
      throw new IllegalStateException(call.argument("error"));
    }
    return switch (call.prefix()) {
      case "prepare" -> SweepMath.prepare(call.whole("scenario"));
      case "run_model" -> SweepMath.model(call.inputs().getFirst(), call.whole("region"));
      case "stitch" -> SweepMath.stitch(call.inputs());
      default -> throw new IllegalArgumentException("no function '" + call.prefix() + "'");
    };
  }

  private static double millis(String prefix) {
    return switch (prefix) {
      case "prepare" -> 200;
      case "run_model" -> 600;
      default -> 150;
    };
  }
}
