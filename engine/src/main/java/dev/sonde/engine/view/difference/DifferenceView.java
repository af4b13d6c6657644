package dev.sonde.engine.view.difference;

import dev.sonde.engine.analysis.Contrast;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Condition;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tells one set of records from another. */
public final class DifferenceView implements View<DifferenceView.Options, DifferenceResult> {

  /**
   * @param in conditions that make the one set; none where it is made otherwise
   * @param out conditions that make the other; none for all others
   * @param slow whether the one set is what was slow for its kind
   * @param failed whether it is what failed
   * @param events whether events are compared rather than spans
   */
  public record Options(
      List<Condition> in, List<Condition> out, boolean slow, boolean failed, boolean events) {
    public Options {
      in = List.copyOf(in);
      out = List.copyOf(out);
    }
  }

  /** From here on a key that seldom has one value twice is an id. */
  private static final double ID_SHARE = 0.5;

  private static final long ID_VALUES = 20;

  /** Rows of one key. */
  private static final int OF_ONE = 3;

  @Override
  public About about() {
    return new About(
        "difference",
        About.Group.RANKED,
        "what those that are slow, failed or chosen have in common that others have not",
        """
        Compares two sets of records by every attribute, and ranks the values of which the shares \
        differ most. --slow takes the slowest 5 % of each kind of task (where there are no attempts: of \
        each span name and service) with at least 20, against the rest of it; --failed takes what \
        failed; --in COND and --out COND take any conditions, written as for --where, e.g. --in \
        run=A --out run=B. Without any of these: what failed, else what was slow. Shares are of all \
        records of the set, also those without the key. The score is the difference less what chance \
        could make of it, given how many values were compared; what chance explains is not listed. \
        Numbers with many values are compared at the deciles of both sets, as bounds. Keys that have \
        hardly any value twice are ids and left out, as are moments and what the sets were chosen by. \
        Above two million values a sample of the records is compared, and the answer says so.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(List.of(), List.of(), false, false, false))
        .repeated(
            "in",
            "COND",
            "what is compared, as for --where; repeatable, all must hold",
            (o, value) ->
                new Options(with(o.in(), "in", value), o.out(), o.slow(), o.failed(), o.events()))
        .repeated(
            "out",
            "COND",
            "what it is compared with; default: all others",
            (o, value) ->
                new Options(o.in(), with(o.out(), "out", value), o.slow(), o.failed(), o.events()))
        .flag(
            "slow",
            "the slowest 5 % of their kind against the rest",
            (o, _) -> new Options(o.in(), o.out(), true, o.failed(), o.events()))
        .flag(
            "failed",
            "what failed against the rest",
            (o, _) -> new Options(o.in(), o.out(), o.slow(), true, o.events()))
        .flag(
            "events",
            "compare events (log records) rather than spans; with --in",
            (o, _) -> new Options(o.in(), o.out(), o.slow(), o.failed(), true));
  }

  private static List<Condition> with(List<Condition> all, String option, String value) {
    List<Condition> more = new ArrayList<>(all);
    try {
      more.add(Condition.parse(value));
    } catch (UsageException e) {
      throw new UsageException(String.valueOf(e.getMessage()).replace("--where", "--" + option));
    }
    return more;
  }

  @Override
  public Answered<DifferenceResult> answer(Options options, Ask ask) {
    if (options.events() && options.in().isEmpty()) {
      throw new UsageException("--events goes with --in COND, e.g. --in 'severity>=17'");
    }
    Sets sets = Sets.of(options, ask);
    List<DifferenceResult.Hidden> hidden = new ArrayList<>();
    List<Compared> keys = new ArrayList<>();
    for (Compared key : Compared.all(sets, ask)) {
      String because =
          sets.chosenBy().contains(key.key()) ? "chosen by" : key.moment() ? "moment" : "";
      if (because.isEmpty()) {
        keys.add(key);
      } else {
        hidden.add(new DifferenceResult.Hidden(key.key(), because));
      }
    }
    Shares shares = new Shares(ask, sets, keys.size());
    Shares.Sizes sizes = shares.sizes();
    List<DifferenceResult.Row> all =
        sizes.in() == 0 || sizes.out() == 0 ? List.of() : ranked(shares, keys, hidden);
    hidden.sort(Comparator.comparing(DifferenceResult.Hidden::key));
    List<DifferenceResult.Row> shown = Page.of(all, ask.scope());
    return Answered.list(
        new DifferenceResult(
            shown,
            sets.of(),
            sets.in(),
            sets.out(),
            sizes.in(),
            sizes.out(),
            keys.size() - hidden.stream().filter(h -> h.because().equals("id")).count(),
            hidden,
            sizes.approximate()),
        shown.size(),
        all.size());
  }

  private static List<DifferenceResult.Row> ranked(
      Shares shares, List<Compared> keys, List<DifferenceResult.Hidden> hidden) {
    List<Shares.Counted> counted = new ArrayList<>();
    List<Compared> numbers = new ArrayList<>();
    for (Shares.Counted one : shares.words(keys)) {
      if (Shares.manyNumbers(one)) {
        add(numbers, one.key());
      } else if (id(one)) {
        hide(hidden, one.key());
      } else {
        counted.add(one);
      }
    }
    counted.addAll(shares.bounds(numbers));
    return rows(counted, shares.sizes());
  }

  private static void add(List<Compared> keys, Compared key) {
    if (!keys.contains(key)) {
      keys.add(key);
    }
  }

  private static void hide(List<DifferenceResult.Hidden> hidden, Compared key) {
    DifferenceResult.Hidden one = new DifferenceResult.Hidden(key.key(), "id");
    if (!hidden.contains(one)) {
      hidden.add(one);
    }
  }

  private static boolean id(Shares.Counted counted) {
    return counted.values() > ID_VALUES && counted.values() > ID_SHARE * counted.having();
  }

  private static List<DifferenceResult.Row> rows(List<Shares.Counted> counted, Shares.Sizes sizes) {
    Map<String, Long> values = new HashMap<>();
    counted.forEach(one -> values.put(one.key().key(), one.values()));
    long compared = values.values().stream().mapToLong(Long::longValue).sum();
    Contrast contrast = new Contrast(sizes.lookedIn(), sizes.lookedOut(), compared);
    List<DifferenceResult.Row> rows = new ArrayList<>();
    for (List<Shares.Counted> alike : alike(counted)) {
      Shares.Counted one = alike.getFirst();
      double score = contrast.score(one.in(), one.out());
      if (score > 0) {
        rows.add(
            new DifferenceResult.Row(
                one.key().key(),
                one.value(),
                (double) one.in() / sizes.lookedIn(),
                (double) one.out() / sizes.lookedOut(),
                score,
                alike.stream().skip(1).map(twin -> twin.key().key()).toList()));
      }
    }
    rows.sort(
        Comparator.comparingDouble(DifferenceResult.Row::score)
            .reversed()
            // What the one set has is said before what it lacks.
            .thenComparing(row -> row.shareIn() < row.shareOut())
            .thenComparing(DifferenceResult.Row::key)
            .thenComparing(DifferenceResult.Row::value));
    return few(rows);
  }

  private record Alike(String value, long in, long out) {}

  /** Keys that say the same are one row, under the name that is known best. */
  private static Collection<List<Shares.Counted>> alike(List<Shares.Counted> counted) {
    Map<Alike, List<Shares.Counted>> alike = new LinkedHashMap<>();
    counted.stream()
        .sorted(
            Comparator.<Shares.Counted>comparingInt(one -> one.key().rank())
                .thenComparing(one -> one.key().key()))
        .forEach(one ->
            alike
                .computeIfAbsent(
                    new Alike(one.value(), one.in(), one.out()), _ -> new ArrayList<>())
                .add(one));
    return alike.values();
  }

  /** Of one key a few values; of one with bounds the best alone, as the others say the same. */
  private static List<DifferenceResult.Row> few(List<DifferenceResult.Row> rows) {
    Map<String, Integer> taken = new HashMap<>();
    List<DifferenceResult.Row> few = new ArrayList<>();
    for (DifferenceResult.Row row : rows) {
      boolean bound = row.value().startsWith(">= ") || row.value().startsWith("< ");
      if (taken.merge(row.key(), bound ? OF_ONE : 1, Integer::sum) <= OF_ONE) {
        few.add(row);
      }
    }
    return few;
  }

  @Override
  public Report report(DifferenceResult result, Options options, Ask ask) {
    return DifferenceReport.of(result);
  }
}
