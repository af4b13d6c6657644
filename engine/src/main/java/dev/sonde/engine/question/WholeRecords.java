package dev.sonde.engine.question;

import dev.sonde.engine.store.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Puts what records are given among their attributes, for whoever reads those as a whole. */
final class WholeRecords {

  /** As a store keeps them: as text, or as a variant with what that forgets beside it. */
  private static final String OWN =
      "coalesce(attributes_json, CASE WHEN starts_with(attributes_exact, '{') THEN attributes_exact END,"
          + " attributes_variant::JSON::VARCHAR, '{}')";

  /** Of records whose attributes have changed, the order that was kept for them is none. */
  private static final String EXACT =
      "CASE WHEN starts_with(attributes_exact, '{') THEN attributes_exact END AS attributes_exact";

  /** Columns of every record, which nobody looks for among the attributes. */
  private static final Set<String> NAMES = Set.of("name", "service.name");

  private WholeRecords() {}

  /**
   * What replaces columns of a relation with attributes.
   *
   * @param value SQL for what a record has under a key that is given
   */
  static String columns(Dialect dialect, List<Step> steps, UnaryOperator<String> value) {
    Set<String> worked = new TreeSet<>();
    Set<String> found = new TreeSet<>();
    for (Step step : steps) {
      (step instanceof Step.Worked ? worked : found).addAll(step.gives());
    }
    worked.removeAll(NAMES);
    found.removeAll(NAMES);
    found.removeAll(worked);
    List<String> objects = new ArrayList<>();
    // What was looked up gives way to a record's own; what was worked out does not.
    if (!found.isEmpty()) {
      objects.add(object(found, value));
    }
    objects.add(OWN);
    if (!worked.isEmpty()) {
      objects.add(object(worked, value));
    }
    return dialect.merged(objects) + "::VARCHAR AS attributes_json, " + EXACT;
  }

  private static String object(Set<String> keys, UnaryOperator<String> value) {
    List<String> entries = new ArrayList<>();
    keys.forEach(key -> entries.add(Narrowing.literal(key) + ", " + value.apply(key)));
    return "json_object(" + String.join(", ", entries) + ")";
  }
}
