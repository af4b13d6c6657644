package dev.sonde.testkit.repeats;

import java.util.HashMap;
import java.util.Map;

/**
 * What a run is like.
 *
 * @param prefixes kinds of tasks; the median task of each takes twice as long as that of the one before
 * @param tasks of each kind
 * @param spread of tasks of one kind: standard deviation of the logarithm of their durations
 * @param machine how much all kinds of a run are off alike: standard deviation of the logarithm
 * @param own how much each kind of a run is off by itself: likewise
 * @param slower by kind, by which factor its tasks take longer
 * @param sizes by kind, by which factor it has more tasks
 * @param cached share of tasks that come out of a cache
 * @param failing tasks of the first kind that fail
 */
public record Shape(
    int prefixes,
    int tasks,
    double spread,
    double machine,
    double own,
    Map<Integer, Double> slower,
    Map<Integer, Double> sizes,
    double cached,
    int failing) {

  public Shape {
    slower = Map.copyOf(slower);
    sizes = Map.copyOf(sizes);
  }

  /** Five kinds of forty tasks, with the noise of a quiet machine. */
  public static Shape usual() {
    return new Shape(5, 40, 0.1, 0.02, 0.01, Map.of(), Map.of(), 0, 0);
  }

  /** The same with more tasks and less noise: what is planted is found for certain. */
  public static Shape quiet() {
    return usual().kinds(5, 100).noise(0.08, 0.01, 0.005);
  }

  public Shape kinds(int count, int tasksOfEach) {
    return new Shape(count, tasksOfEach, spread, machine, own, slower, sizes, cached, failing);
  }

  /** With other standard deviations. */
  public Shape noise(double ofTasks, double ofMachine, double ofKinds) {
    return new Shape(prefixes, tasks, ofTasks, ofMachine, ofKinds, slower, sizes, cached, failing);
  }

  public Shape slower(int prefix, double factor) {
    Map<Integer, Double> more = new HashMap<>(slower);
    more.put(prefix, factor);
    return new Shape(prefixes, tasks, spread, machine, own, more, sizes, cached, failing);
  }

  public Shape larger(int prefix, double factor) {
    Map<Integer, Double> more = new HashMap<>(sizes);
    more.put(prefix, factor);
    return new Shape(prefixes, tasks, spread, machine, own, slower, more, cached, failing);
  }

  public Shape cached(double share) {
    return new Shape(prefixes, tasks, spread, machine, own, slower, sizes, share, failing);
  }

  public Shape failing(int count) {
    return new Shape(prefixes, tasks, spread, machine, own, slower, sizes, cached, count);
  }
}
