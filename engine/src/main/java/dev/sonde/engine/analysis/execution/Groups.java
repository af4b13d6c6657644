package dev.sonde.engine.analysis.execution;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;

/** Numbers in groups, e.g. the works of each task, laid out one group behind another. */
public final class Groups {

  private final int[] from;
  private final int[] members;

  private Groups(int[] from, int[] members) {
    this.from = from;
    this.members = members;
  }

  /**
   * Members by the group that each belongs to, in their order.
   *
   * @param members those to be grouped
   * @param groupOf of each number that occurs; negative for none
   */
  public static Groups of(int groups, int[] members, int[] groupOf) {
    int[] from = new int[groups + 1];
    for (int member : members) {
      if (groupOf[member] >= 0) {
        from[groupOf[member] + 1]++;
      }
    }
    for (int i = 0; i < groups; i++) {
      from[i + 1] += from[i];
    }
    int[] laid = new int[from[groups]];
    int[] next = Arrays.copyOf(from, groups);
    for (int member : members) {
      if (groupOf[member] >= 0) {
        laid[next[groupOf[member]]++] = member;
      }
    }
    return new Groups(from, laid);
  }

  /** Pairs of a group and a member, in their order. */
  public static Groups pairs(int groups, int[] group, int[] member) {
    return pairs(groups, group, member, group.length);
  }

  static Groups pairs(int groups, int[] group, int[] member, int pairs) {
    int[] from = new int[groups + 1];
    for (int i = 0; i < pairs; i++) {
      from[group[i] + 1]++;
    }
    for (int i = 0; i < groups; i++) {
      from[i + 1] += from[i];
    }
    int[] laid = new int[pairs];
    int[] next = Arrays.copyOf(from, groups);
    for (int i = 0; i < pairs; i++) {
      laid[next[group[i]]++] = member[i];
    }
    return new Groups(from, laid);
  }

  /** The same pairs seen from the other side: for each member the groups that it is in. */
  Groups inverse(int numbers) {
    int[] owner = new int[members.length];
    for (int group = 0; group + 1 < from.length; group++) {
      Arrays.fill(owner, from[group], from[group + 1], group);
    }
    return pairs(numbers, members, owner, members.length);
  }

  public int size(int group) {
    return from[group + 1] - from[group];
  }

  /** A member of a group by its place there. */
  public int get(int group, int place) {
    return members[from[group] + place];
  }

  /**
   * How many members of a group are at most a value.
   *
   * @param key by which the group is in order, the least first
   */
  public int upTo(int group, long value, IntToLongFunction key) {
    int low = from[group];
    int high = from[group + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key.applyAsLong(members[middle]) <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - from[group];
  }

  public void forEach(int group, IntConsumer action) {
    for (int i = from[group]; i < from[group + 1]; i++) {
      action.accept(members[i]);
    }
  }

  /** How many members there are in all groups. */
  public int total() {
    return members.length;
  }
}
