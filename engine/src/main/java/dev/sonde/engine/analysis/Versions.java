package dev.sonde.engine.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which software the parties said they were, and where parties of one service disagree. */
public final class Versions {

  /** A party's word about itself; null name and version where it only gave its name. */
  public record Told(
      String party, @Nullable String service, @Nullable String name, @Nullable String version) {}

  /** What one party said, by name; several values of one name are listed with commas. */
  public record Party(String party, @Nullable String service, Map<String, String> versions) {}

  /** A name of which parties of one service told different values; parties by value. */
  public record Conflict(@Nullable String service, String name, Map<String, Long> values) {}

  private Versions() {}

  /** One entry for each party, also for those that told no version, in the order of the input. */
  public static List<Party> parties(List<Told> told) {
    record Id(String party, @Nullable String service) {}
    Map<Id, Map<String, String>> parties = new java.util.LinkedHashMap<>();
    for (Told word : told) {
      Map<String, String> versions =
          parties.computeIfAbsent(new Id(word.party(), word.service()), p -> new TreeMap<>());
      if (word.name() != null && word.version() != null) {
        versions.merge(word.name(), word.version(), (a, b) -> a + ", " + b);
      }
    }
    List<Party> list = new ArrayList<>();
    parties.forEach((id, versions) -> list.add(new Party(id.party(), id.service(), versions)));
    return list;
  }

  /** Disagreements, by service and name. */
  public static List<Conflict> conflicts(List<Told> told) {
    Map<String, Map<String, Map<String, Set<String>>>> byService = new TreeMap<>();
    for (Told word : told) {
      if (word.name() != null && word.version() != null) {
        byService
            .computeIfAbsent(word.service() == null ? "" : word.service(), s -> new TreeMap<>())
            .computeIfAbsent(word.name(), n -> new TreeMap<>())
            .computeIfAbsent(word.version(), v -> new TreeSet<>())
            .add(word.party());
      }
    }
    List<Conflict> conflicts = new ArrayList<>();
    byService.forEach((service, names) ->
        names.forEach((name, values) -> {
          if (values.size() > 1) {
            Map<String, Long> parties = new TreeMap<>();
            values.forEach((value, who) -> parties.put(value, (long) who.size()));
            conflicts.add(new Conflict(service.isEmpty() ? null : service, name, parties));
          }
        }));
    return conflicts;
  }
}
