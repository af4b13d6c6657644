package dev.sonde.engine.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Lays intervals into as few slots as they need, in the order of their starts (the longer first among
 * equals). Two that overlap share a slot only where one belongs to the other and lies within it, so that
 * a slot can be drawn as a stack. Memory is that of the intervals that are open at one time.
 */
public final class Slots {

  private record Held(long end, List<?> names) {}

  private record Busy(long end, int slot) {}

  private final List<Deque<Held>> stacks = new ArrayList<>();
  private final PriorityQueue<Busy> busy =
      new PriorityQueue<>(
          (a, b) -> a.end() != b.end() ? Long.compare(a.end(), b.end()) : a.slot() - b.slot());
  private final TreeSet<Integer> free = new TreeSet<>();
  private final Map<Object, Integer> places = new HashMap<>();

  /**
   * The slot of the next interval, from 0.
   *
   * @param start not before that of the interval before
   * @param end not before the start
   * @param names what others may name it by
   * @param within names of what it belongs to, the nearest first
   */
  public int place(long start, long end, List<?> names, List<?> within) {
    release(start);
    for (Object name : within) {
      Integer slot = places.get(name);
      if (slot != null && holds(slot, name, start, end)) {
        return push(slot, new Held(end, names));
      }
    }
    Integer slot = free.pollFirst();
    if (slot == null) {
      slot = stacks.size();
      stacks.add(new ArrayDeque<>());
    }
    busy.add(new Busy(end, slot));
    return push(slot, new Held(end, names));
  }

  /** How many slots were needed so far. */
  public int count() {
    return stacks.size();
  }

  private boolean holds(int slot, Object name, long start, long end) {
    drop(slot, start);
    Held top = stacks.get(slot).peek();
    return top != null && top.end() >= end && top.names().contains(name);
  }

  private int push(int slot, Held held) {
    stacks.get(slot).push(held);
    held.names().forEach(name -> places.put(name, slot));
    return slot;
  }

  private void release(long now) {
    for (Busy first = busy.peek(); first != null && first.end() <= now; first = busy.peek()) {
      busy.remove();
      drop(first.slot(), now);
      free.add(first.slot());
    }
  }

  private void drop(int slot, long now) {
    Deque<Held> stack = stacks.get(slot);
    for (Held top = stack.peek(); top != null && top.end() <= now; top = stack.peek()) {
      stack.pop().names().forEach(name -> places.remove(name, slot));
    }
  }
}
