package dev.sonde.engine.question;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that all views share, as the user gave them; null is not given.
 *
 * @param run a run's id, {@code all}, or null for the one under way, else the one that began last
 * @param name beginning of span or event names
 * @param durationNanos length of the window, in nanoseconds
 * @param lastNanos the window's length before the end of what is known, in nanoseconds
 * @param at state as of this moment
 * @param limit most rows of a list; null leaves it to the view
 * @param widening attributes that records are given for this question
 */
public record Scope(
    @Nullable String run,
    @Nullable String worker,
    @Nullable String prefix,
    @Nullable String name,
    @Nullable String state,
    List<Condition> where,
    @Nullable Moment start,
    @Nullable Long durationNanos,
    @Nullable Long lastNanos,
    @Nullable Moment at,
    @Nullable Integer limit,
    int offset,
    @Nullable Sort sort,
    Widening widening) {

  /** Everything, as it comes. */
  public static final Scope ALL =
      new Scope(
          null,
          null,
          null,
          null,
          null,
          List.of(),
          null,
          null,
          null,
          null,
          null,
          0,
          null,
          Widening.NONE);

  /** Rows of a list when nobody says how many. */
  public static final int DEFAULT_LIMIT = 20;

  /** The states of a task, in the order of its life. */
  public static final List<String> STATES =
      List.of(
          "submitted",
          "waiting",
          "queued",
          "ready",
          "processing",
          "memory",
          "erred",
          "released",
          "cancelled");

  /** Which column to sort a list by, in the JSON's spelling. */
  public record Sort(String key, boolean descending) {}

  public Scope {
    where = List.copyOf(where);
  }

  public int limitOr(int most) {
    return limit == null ? most : limit;
  }

  /** This scope with one more option, by its name on the command line. */
  public Scope with(String option, String value) {
    return switch (option) {
      case "run" -> copy(value, worker, prefix, name, state, where);
      case "worker" -> copy(run, value, prefix, name, state, where);
      case "prefix" -> copy(run, worker, value, name, state, where);
      case "name" -> copy(run, worker, prefix, value, state, where);
      case "state" -> copy(run, worker, prefix, name, state(value), where);
      case "where" -> {
        List<Condition> more = new ArrayList<>(where);
        more.add(Condition.parse(value));
        yield copy(run, worker, prefix, name, state, more);
      }
      case "start" -> time(Moment.parse(option, value), durationNanos, lastNanos, at);
      case "duration" -> time(start, Moment.nanos(option, value), lastNanos, at);
      case "last" -> time(start, durationNanos, Moment.nanos(option, value), at);
      case "at" -> time(start, durationNanos, lastNanos, Moment.parse(option, value));
      case "limit" -> page(whole(option, value), offset, sort);
      case "offset" -> page(limit, whole(option, value), sort);
      case "sort" -> page(limit, offset, sort(value));
      case "set", "imply", "join", "on", "within", "type" -> widened(widening.with(option, value));
      default -> throw new UsageException("unknown option --" + option);
    };
  }

  /** This scope with its task prefix read as the beginning of a name. */
  public Scope prefixAsName() {
    return copy(run, worker, null, prefix, state, where);
  }

  /** This scope without a window. */
  Scope overall() {
    return new Scope(
        run, worker, prefix, name, state, where, null, null, null, at, limit, offset, sort,
        widening);
  }

  /** The filters in effect, in the command line's spelling without dashes. */
  public List<String> filters() {
    List<String> filters = new ArrayList<>();
    add(filters, "worker", worker);
    add(filters, "prefix", prefix);
    add(filters, "name", name);
    add(filters, "state", state);
    where.forEach(condition -> filters.add("where " + condition));
    add(filters, "start", start == null ? null : start.toString());
    add(filters, "duration", durationNanos == null ? null : Moment.text(durationNanos));
    add(filters, "last", lastNanos == null ? null : Moment.text(lastNanos));
    add(filters, "at", at == null ? null : at.toString());
    filters.addAll(widening.filters());
    return filters;
  }

  private static void add(List<String> filters, String key, @Nullable String value) {
    if (value != null) {
      filters.add(key + "=" + value);
    }
  }

  private static int whole(String option, String value) {
    try {
      int number = Integer.parseInt(value.replace("_", ""));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for negative numbers.
    }
    throw new UsageException("--" + option + " " + value + ": not a whole number of 0 or more");
  }

  private static String state(String value) {
    if (!STATES.contains(value)) {
      throw new UsageException(
          "--state " + value + ": no state of a task; there are " + String.join(", ", STATES));
    }
    return value;
  }

  private static Sort sort(String value) {
    String key = value.replaceFirst(":(asc|desc)$", "");
    if (key.isEmpty() || key.contains(":")) {
      throw new UsageException("--sort " + value + ": write KEY, KEY:asc or KEY:desc");
    }
    return new Sort(key, value.endsWith(":desc"));
  }

  private Scope copy(
      @Nullable String newRun,
      @Nullable String newWorker,
      @Nullable String newPrefix,
      @Nullable String newName,
      @Nullable String newState,
      List<Condition> newWhere) {
    return new Scope(
        newRun,
        newWorker,
        newPrefix,
        newName,
        newState,
        newWhere,
        start,
        durationNanos,
        lastNanos,
        at,
        limit,
        offset,
        sort,
        widening);
  }

  private Scope time(
      @Nullable Moment newStart,
      @Nullable Long newDuration,
      @Nullable Long newLast,
      @Nullable Moment newAt) {
    return new Scope(
        run,
        worker,
        prefix,
        name,
        state,
        where,
        newStart,
        newDuration,
        newLast,
        newAt,
        limit,
        offset,
        sort,
        widening);
  }

  private Scope widened(Widening newWidening) {
    return new Scope(
        run,
        worker,
        prefix,
        name,
        state,
        where,
        start,
        durationNanos,
        lastNanos,
        at,
        limit,
        offset,
        sort,
        newWidening);
  }

  private Scope page(@Nullable Integer newLimit, int newOffset, @Nullable Sort newSort) {
    return new Scope(
        run,
        worker,
        prefix,
        name,
        state,
        where,
        start,
        durationNanos,
        lastNanos,
        at,
        newLimit,
        newOffset,
        newSort,
        widening);
  }
}
