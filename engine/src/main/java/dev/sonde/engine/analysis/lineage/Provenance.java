package dev.sonde.engine.analysis.lineage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which artifacts went into which, in one run. An artifact was made from what its producer had taken up
 * before: in the same span, where it took something up there, else in the same trace, else in the run.
 */
public final class Provenance {

  /**
   * An artifact made or taken up.
   *
   * @param trace of the span in which that was told, empty where there is none
   * @param span likewise
   */
  public record Act(
      boolean made,
      String artifact,
      @Nullable String type,
      String party,
      long atNanos,
      String trace,
      String span) {}

  /**
   * An artifact on the way from or to the one asked about.
   *
   * @param depth how many steps away, from 1
   * @param through the artifact that is one step nearer
   */
  public record Step(String artifact, int depth, String through) {}

  /** What a party took up, and what it made of it, within one span, one trace or the run. */
  private record Desk(String party, String trace, String span) {}

  private record Reached(String artifact, int depth) {}

  private final Map<String, List<Act>> made = new LinkedHashMap<>();
  private final Map<String, List<Act>> taken = new LinkedHashMap<>();
  private final Map<Desk, List<Act>> inputs = new HashMap<>();
  private final Map<Desk, List<Act>> outputs = new HashMap<>();
  private final Map<Act, Desk> deskOf = new HashMap<>();

  /**
   * @param acts of one run, in any order
   */
  public Provenance(List<Act> acts) {
    List<Act> ordered = new ArrayList<>(acts);
    ordered.sort(
        Comparator.comparingLong(Act::atNanos)
            .thenComparing(Act::artifact)
            .thenComparing(Act::made)
            .thenComparing(Act::party)
            .thenComparing(Act::span));
    for (Act act : ordered) {
      (act.made ? made : taken).computeIfAbsent(act.artifact, _ -> new ArrayList<>()).add(act);
      if (!act.made) {
        desks(act).forEach(desk -> inputs.computeIfAbsent(desk, _ -> new ArrayList<>()).add(act));
      }
    }
    for (Act act : ordered) {
      if (act.made) {
        Desk desk = desk(act);
        deskOf.put(act, desk);
        outputs.computeIfAbsent(desk, _ -> new ArrayList<>()).add(act);
      }
    }
  }

  /** Ids of all artifacts. */
  public Set<String> artifacts() {
    Set<String> all = new HashSet<>(made.keySet());
    all.addAll(taken.keySet());
    return all;
  }

  /** When and by whom it was made, the first time first; empty where nobody told. */
  public List<Act> made(String artifact) {
    return Collections.unmodifiableList(made.getOrDefault(artifact, List.of()));
  }

  /** Who took it up, in the order of time. */
  public List<Act> taken(String artifact) {
    return Collections.unmodifiableList(taken.getOrDefault(artifact, List.of()));
  }

  /** From the narrowest on; a span of no trace, or none at all, is no desk. */
  private static List<Desk> desks(Act act) {
    List<Desk> desks = new ArrayList<>();
    if (!act.span.isEmpty()) {
      desks.add(new Desk(act.party, act.trace, act.span));
    }
    if (!act.trace.isEmpty()) {
      desks.add(new Desk(act.party, act.trace, ""));
    }
    desks.add(new Desk(act.party, "", ""));
    return desks;
  }

  private Desk desk(Act act) {
    List<Desk> desks = desks(act);
    for (Desk desk : desks) {
      List<Act> had = inputs.get(desk);
      if (had != null && had.getFirst().atNanos <= act.atNanos) {
        return desk;
      }
    }
    return desks.getLast();
  }

  /** What went into an artifact, the nearest first; each once, so that circles end. */
  public List<Step> upstream(String artifact) {
    return walk(artifact, this::before);
  }

  /** What an artifact went into, likewise. */
  public List<Step> downstream(String artifact) {
    return walk(artifact, this::after);
  }

  private interface Next {
    List<String> of(String artifact, Map<Desk, Integer> looked);
  }

  private static List<Step> walk(String from, Next next) {
    List<Step> steps = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(from));
    Map<Desk, Integer> looked = new HashMap<>();
    ArrayDeque<Reached> open = new ArrayDeque<>(List.of(new Reached(from, 0)));
    while (!open.isEmpty()) {
      Reached here = open.removeFirst();
      for (String other : next.of(here.artifact, looked)) {
        if (seen.add(other)) {
          steps.add(new Step(other, here.depth + 1, here.artifact));
          open.add(new Reached(other, here.depth + 1));
        }
      }
    }
    return steps;
  }

  /** Each desk is gone through once, as far as the latest that was asked: circles cost nothing. */
  private List<String> before(String artifact, Map<Desk, Integer> looked) {
    List<String> found = new ArrayList<>();
    for (Act act : made.getOrDefault(artifact, List.of())) {
      Desk desk = deskOf.getOrDefault(act, new Desk(act.party, "", ""));
      List<Act> had = inputs.getOrDefault(desk, List.of());
      int at = looked.getOrDefault(desk, 0);
      while (at < had.size() && had.get(at).atNanos <= act.atNanos) {
        found.add(had.get(at++).artifact);
      }
      looked.put(desk, at);
    }
    return found;
  }

  private List<String> after(String artifact, Map<Desk, Integer> looked) {
    List<String> found = new ArrayList<>();
    for (Act act : taken.getOrDefault(artifact, List.of())) {
      for (Desk desk : desks(act)) {
        List<Act> gave = outputs.getOrDefault(desk, List.of());
        int before = looked.getOrDefault(desk, gave.size());
        int at = before;
        while (at > 0 && gave.get(at - 1).atNanos >= act.atNanos) {
          at--;
        }
        looked.put(desk, at);
        gave.subList(at, before).forEach(one -> found.add(one.artifact));
      }
    }
    return found;
  }
}
