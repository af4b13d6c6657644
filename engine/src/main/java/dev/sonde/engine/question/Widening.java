package dev.sonde.engine.question;

import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionException;
import dev.sonde.engine.expression.Parser;
import dev.sonde.engine.expression.ValueType;
import dev.sonde.engine.expression.ValueTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What records are to be widened by, as the user wrote it.
 *
 * @param joins sources to join with; the keys to join on stand in {@code ons} at the same place
 * @param withins keys that tell things of the joined source apart
 */
public record Widening(
    List<Set> sets,
    List<Implication> implications,
    List<String> joins,
    List<List<Pairing>> ons,
    List<List<String>> withins,
    ValueTypes types) {

  /** By nothing. */
  public static final Widening NONE =
      new Widening(List.of(), List.of(), List.of(), List.of(), List.of(), ValueTypes.NONE);

  /** The options that are told here, in the order in which they are repeated. */
  public static final List<String> OPTIONS =
      List.of("set", "imply", "join", "on", "within", "type");

  /** {@code --set KEY=EXPRESSION}. */
  public record Set(String key, Expression value, String written) {}

  /** {@code --imply A=>B}: records with the same values of all A have the same B. */
  public record Implication(List<String> from, String to) {
    @Override
    public String toString() {
      return String.join(",", from) + "=>" + to;
    }
  }

  /** A key here, and what it is called in the source that is joined. */
  public record Pairing(String own, String other) {
    @Override
    public String toString() {
      return own.equals(other) ? own : own + "=" + other;
    }
  }

  /** One {@code --join} with what belongs to it; within is empty where no lifetime is asked for. */
  public record Join(String source, List<Pairing> on, List<String> within) {
    @Override
    public String toString() {
      return source
          + " on "
          + String.join(",", on.stream().map(Pairing::toString).toList())
          + (within.isEmpty() ? "" : " within " + String.join(",", within));
    }
  }

  /** Keys that have two names. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of("worker", "worker.id", "service", "service.name", "run", "run.id");

  private static final Pattern KEY = Pattern.compile("[^\\s=!<>~,']+");

  public Widening {
    sets = List.copyOf(sets);
    implications = List.copyOf(implications);
    joins = List.copyOf(joins);
    ons = List.copyOf(ons);
    withins = List.copyOf(withins);
  }

  public boolean isEmpty() {
    return sets.isEmpty() && implications.isEmpty() && joins.isEmpty();
  }

  /** This with one more option. */
  Widening with(String option, String value) {
    List<Set> newSets = new ArrayList<>(sets);
    List<Implication> newImplications = new ArrayList<>(implications);
    List<String> newJoins = new ArrayList<>(joins);
    List<List<Pairing>> newOns = new ArrayList<>(ons);
    List<List<String>> newWithins = new ArrayList<>(withins);
    ValueTypes newTypes = types;
    switch (option) {
      case "set" -> newSets.add(set(value));
      case "imply" -> newImplications.add(implication(value));
      case "join" -> newJoins.add(value);
      case "on" -> newOns.add(on(value));
      case "within" -> newWithins.add(keys(option, value, value));
      case "type" -> newTypes = typed(value);
      default -> throw new IllegalArgumentException(option);
    }
    return new Widening(newSets, newImplications, newJoins, newOns, newWithins, newTypes);
  }

  private Set set(String text) {
    int sign = text.indexOf('=');
    if (sign < 1) {
      throw new UsageException(
          "--set " + text + ": write KEY=EXPRESSION, for example --set \"site='cern'\"");
    }
    String key = key("set", text.substring(0, sign), text);
    Settable.check("--set " + key, key);
    for (Set earlier : sets) {
      if (earlier.key().equals(key)) {
        throw new UsageException(
            "--set " + key + ": it is set twice; coalesce(a, b) takes the first");
      }
    }
    String written = text.substring(sign + 1).strip();
    try {
      Expression value =
          Parser.parse(written).renamed(name -> OTHER_NAMES.getOrDefault(name, name));
      return new Set(key, value, written);
    } catch (ExpressionException e) {
      throw new UsageException(
          "--set %s=%s: %s\nkeys stand as they are, texts in quotes: \"site='cern'\", \"w=lower(host.name)\""
              .formatted(key, written, e.getMessage()));
    }
  }

  private static Implication implication(String text) {
    int arrow = text.indexOf("=>");
    if (arrow < 1) {
      throw new UsageException(
          "--imply " + text + ": write A=>B, for example --imply 'process.pid=>worker.id'");
    }
    List<String> from = keys("imply", text.substring(0, arrow), text);
    String to = key("imply", text.substring(arrow + 2), text);
    Settable.check("--imply " + text, to);
    if (from.contains(to)) {
      throw new UsageException("--imply " + text + ": " + to + " stands on both sides");
    }
    return new Implication(from, to);
  }

  private static List<Pairing> on(String text) {
    List<Pairing> pairings = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int sign = part.indexOf('=');
      String own = key("on", sign < 0 ? part : part.substring(0, sign), text);
      pairings.add(new Pairing(own, sign < 0 ? own : key("on", part.substring(sign + 1), text)));
    }
    return List.copyOf(pairings);
  }

  private ValueTypes typed(String text) {
    int sign = text.lastIndexOf('=');
    if (sign < 1) {
      throw new UsageException("--type " + text + ": write KEY=number|uuid|time|text");
    }
    try {
      return types.with(
          key("type", text.substring(0, sign), text),
          ValueType.named(text.substring(sign + 1).strip()));
    } catch (ExpressionException e) {
      throw new UsageException("--type " + text + ": " + e.getMessage());
    }
  }

  private static List<String> keys(String option, String list, String whole) {
    return Arrays.stream(list.split(",", -1)).map(key -> key(option, key, whole)).toList();
  }

  private static String key(String option, String text, String whole) {
    String key = text.strip();
    if (!KEY.matcher(key).matches() || key.indexOf('\0') >= 0) {
      throw new UsageException(
          "--%s %s: '%s' is no key; keys have no spaces, commas, quotes or signs of comparison"
              .formatted(option, whole, key));
    }
    return OTHER_NAMES.getOrDefault(key, key);
  }

  /**
   * The joins, each with its keys.
   *
   * @throws UsageException where keys or lifetimes cannot be told apart
   */
  List<Join> joined() {
    if (joins.isEmpty()) {
      if (!ons.isEmpty() || !withins.isEmpty()) {
        throw new UsageException("--on and --within belong to a --join SOURCE, and there is none");
      }
      return List.of();
    }
    if (ons.isEmpty()) {
      throw new UsageException(
          "--join "
              + joins.getFirst()
              + ": on which keys? For example --on host.name,process.pid, or --on pid=process.pid");
    }
    if (joins.size() == 1) {
      return List.of(new Join(joins.getFirst(), flat(ons), flat(withins)));
    }
    if (ons.size() != joins.size() || (!withins.isEmpty() && withins.size() != joins.size())) {
      throw new UsageException(
          "%d --join need one --on each, in the same order, and one --within each or none; there are %d and %d"
              .formatted(joins.size(), ons.size(), withins.size()));
    }
    List<Join> all = new ArrayList<>();
    for (int i = 0; i < joins.size(); i++) {
      all.add(new Join(joins.get(i), ons.get(i), withins.isEmpty() ? List.of() : withins.get(i)));
    }
    return all;
  }

  private static <T> List<T> flat(List<List<T>> lists) {
    return lists.stream().flatMap(List::stream).distinct().toList();
  }

  /** Every option as it was written, for repeating the question: name and value in turn. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    sets.forEach(set -> words.addAll(List.of("set", set.key() + "=" + set.written())));
    implications.forEach(implication -> words.addAll(List.of("imply", implication.toString())));
    joins.forEach(join -> words.addAll(List.of("join", join)));
    ons.forEach(on ->
        words.addAll(List.of("on", String.join(",", on.stream().map(Pairing::toString).toList()))));
    withins.forEach(within -> words.addAll(List.of("within", String.join(",", within))));
    types.declared().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each -> words.addAll(List.of("type", each.getKey() + "=" + each.getValue().word())));
    return words;
  }

  /** As the answer repeats them among its filters. */
  List<String> filters() {
    List<String> filters = new ArrayList<>();
    List<String> words = words();
    for (int i = 0; i < words.size(); i += 2) {
      filters.add(words.get(i) + " " + words.get(i + 1));
    }
    return filters;
  }
}
