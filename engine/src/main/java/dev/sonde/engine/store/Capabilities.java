package dev.sonde.engine.store;

import java.util.EnumSet;
import java.util.Set;

/** What a store claims to do; each claim is switched on together with its test. */
public record Capabilities(Set<Capability> claimed) {

  /** Things that not every engine can do. */
  public enum Capability {
    /** Exact quantiles at any size. */
    EXACT_QUANTILES,
    /** Attributes keep their types and can be reached from SQL. */
    TYPED_ATTRIBUTES,
    /** Removes whole periods in constant time. */
    RETENTION
  }

  public static final Capabilities NONE = new Capabilities(EnumSet.noneOf(Capability.class));

  public Capabilities {
    claimed = Set.copyOf(claimed);
  }

  public boolean has(Capability capability) {
    return claimed.contains(capability);
  }
}
