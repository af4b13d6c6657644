package dev.sonde.ingest.scalable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which failures fell with an earlier one. A task that depends on a failed one fails with the very same
 * words, and nothing records the dependency: so one of another kind with the words of an earlier one is
 * taken to depend on it, the first on the first.
 */
final class Failed {

  private static final int REMEMBERED = 10_000;

  private static final class Root {
    final String prefix;
    final List<String> keys = new ArrayList<>();
    final Map<String, Integer> fallen = new HashMap<>();

    Root(String prefix) {
      this.prefix = prefix;
    }
  }

  private final Map<String, Root> roots = new HashMap<>();
  private int remembered;

  /** The key of the failure that this one fell with; null where it stands for itself. */
  @Nullable String cause(String error, String key, String prefix) {
    Root root = roots.get(error);
    if (root == null && remembered < REMEMBERED) {
      root = new Root(prefix);
      roots.put(error, root);
    }
    if (root == null) {
      return null;
    }
    if (root.prefix.equals(prefix)) {
      if (remembered++ < REMEMBERED) {
        root.keys.add(key);
      }
      return null;
    }
    int nth = root.fallen.merge(prefix, 1, Integer::sum);
    return root.keys.get(Math.min(nth, root.keys.size()) - 1);
  }
}
