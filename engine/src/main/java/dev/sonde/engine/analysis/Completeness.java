package dev.sonde.engine.analysis;

import dev.sonde.model.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a source holds all that was recorded. What fails one of the checks that {@link Check#decides}
 * makes it incomplete; duplicates that were removed and clocks that differ do not.
 */
public final class Completeness {

  /**
   * What is counted in the data.
   *
   * @param ended spans with an end
   * @param rises how many of these took longer than the one before them in the source
   * @param calls attempts of Frisky
   * @param received Frisky's spans for a task that arrived at a worker; about one for each call
   * @param graphs Frisky's spans for a graph that arrived
   * @param sends messages written; some go to the scheduler and are received nowhere
   * @param unseen tasks that are done without any attempt
   * @param inferred attempts of which the span itself is missing
   */
  public record Figures(
      long spans,
      long ended,
      long rises,
      long calls,
      long received,
      long graphs,
      long decisions,
      long sends,
      long receives,
      long tasks,
      long unseen,
      long inferred,
      long open,
      long sampled) {}

  /** What the books say. */
  public record Books(
      long records,
      long duplicates,
      Map<String, Long> rejected,
      Map<String, Long> dropped,
      List<Problem> problems) {}

  /**
   * One check.
   *
   * @param decides whether failing it makes the source incomplete
   * @param figure how many records it is about
   */
  public record Check(String name, boolean ok, boolean decides, long figure, String message) {}

  /** Fewer spans than this show no order. */
  private static final long ENOUGH = 100;

  private Completeness() {}

  /** All checks, in the order in which they are shown. */
  public static List<Check> of(Figures figures, Books books) {
    List<Check> checks = new ArrayList<>();
    checks.add(coverage(figures, books));
    long duplicates = books.duplicates();
    checks.add(
        new Check(
            "duplicates",
            true,
            false,
            duplicates,
            duplicates == 0
                ? "no record was there twice"
                : duplicates + " records were there again and were removed"));
    checks.add(
        problem(
            books,
            "orphans",
            Problem.Code.ORPHAN,
            "spans name a parent that is not here",
            "every parent is here"));
    checks.add(
        problem(
            books,
            "unpaired",
            Problem.Code.UNPAIRED,
            "messages were received and never sent",
            "every message that was received was sent"));
    checks.add(
        decided(
            "open",
            figures.open(),
            "spans have no end: still running, or the end was lost",
            "every span has an end"));
    long skew = count(books, EnumSet.of(Problem.Code.CLOCK_SKEW));
    checks.add(
        new Check(
            "clock_skew",
            skew == 0,
            false,
            skew,
            skew == 0
                ? "no effect is earlier than its cause"
                : skew + " spans start before their parent: clocks differ"));
    checks.add(
        losses(
            "dropped",
            books.dropped(),
            "were accepted and could not be kept",
            "no record was dropped"));
    checks.add(
        losses(
            "rejected",
            books.rejected(),
            "could not be understood",
            "every record could be understood"));
    checks.add(
        decided(
            "sampled",
            figures.sampled(),
            "spans are marked as samples of more",
            "no mark of sampling"));
    checks.add(truncated(books));
    checks.add(unread(books));
    checks.add(tail(figures));
    checks.add(longest(figures));
    return checks;
  }

  private static Check coverage(Figures figures, Books books) {
    if (books.records() == 0) {
      return new Check("coverage", false, true, 0, "the source holds no records");
    }
    long missing = figures.unseen() + figures.inferred();
    String of = figures.tasks() + " tasks";
    return new Check(
        "coverage",
        missing == 0,
        true,
        missing,
        missing == 0
            ? figures.tasks() == 0
                ? books.records() + " records; no tasks, so nothing says how many there should be"
                : "every finished attempt of " + of + " has its span"
            : missing + " attempts of " + of + " ran and have no span of their own");
  }

  private static Check losses(String name, Map<String, Long> causes, String what, String good) {
    long sum = causes.values().stream().mapToLong(Long::longValue).sum();
    List<String> said =
        causes.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey() + " " + e.getValue())
            .toList();
    return decided(name, sum, "records " + what + ": " + String.join(", ", said), good);
  }

  private static Check truncated(Books books) {
    return decided(
        "truncated",
        count(books, EnumSet.of(Problem.Code.TRUNCATED, Problem.Code.CAPPED)),
        "places where the source was cut off" + where(books, Problem.Code.TRUNCATED),
        "the source was read to its end");
  }

  private static Check unread(Books books) {
    return decided(
        "unread",
        count(books, EnumSet.of(Problem.Code.UNSUPPORTED, Problem.Code.UNKNOWN_FIELD_TYPE)),
        "things in the source that are not read" + where(books, Problem.Code.UNSUPPORTED),
        "everything in the source is understood");
  }

  /** A ring buffer keeps the newest: work then goes on for which no graph ever came. */
  private static Check tail(Figures figures) {
    boolean began = figures.graphs() > 0 || figures.calls() == 0;
    boolean halves = figures.sends() > figures.receives() * 1.15 && figures.receives() > ENOUGH;
    boolean tail = !began && (figures.received() > 0 || figures.decisions() > 0);
    String unmatched = "%d sends to %d receives".formatted(figures.sends(), figures.receives());
    return new Check(
        "tail",
        !tail,
        true,
        tail ? figures.calls() : 0,
        !tail
            ? "nothing says that the beginning is missing"
            : "looks like the end of a run: work, but no graph that arrived"
                + (halves ? "; " + unmatched : "")
                + ". Totals and counts are of this part only");
  }

  /** Who keeps the longest spans loses the short ones that stand around every task. */
  private static Check longest(Figures figures) {
    boolean sorted = figures.ended() >= ENOUGH && figures.rises() == 0;
    boolean alone = figures.calls() >= ENOUGH && figures.received() * 2 < figures.calls();
    boolean longest = sorted || alone;
    return new Check(
        "longest_only",
        !longest,
        true,
        longest ? figures.spans() : 0,
        !longest
            ? "short spans are here as well"
            : "looks like only the longest spans"
                + (sorted
                    ? ": they come in order of their duration"
                    : ": tasks lack their short ones")
                + ". Counts, means and percentiles mean nothing here");
  }

  private static Check problem(
      Books books, String name, Problem.Code code, String bad, String good) {
    return decided(name, count(books, EnumSet.of(code)), bad, good);
  }

  private static Check decided(String name, long figure, String bad, String good) {
    return new Check(name, figure == 0, true, figure, figure == 0 ? good : figure + " " + bad);
  }

  private static long count(Books books, Set<Problem.Code> codes) {
    return books.problems().stream()
        .filter(problem -> codes.contains(problem.code()))
        .mapToLong(Problem::count)
        .sum();
  }

  private static String where(Books books, Problem.Code code) {
    return books.problems().stream()
        .filter(problem -> problem.code() == code)
        .findFirst()
        .map(problem -> ", the first at " + problem.where())
        .orElse("");
  }
}
