package dev.sonde.testkit.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a simulated run. Times are nanoseconds after its start.
 *
 * @param pieces in the order in which they ended
 * @param assignedNanos of each job, -1 where it never was; so with the next
 * @param wallNanos from the run's start to its end
 */
@SuppressWarnings("ArrayRecordComponent") // Read by the million, and not compared.
public record Played(
    Cluster cluster,
    List<Job> jobs,
    List<Piece> pieces,
    long[] assignedNanos,
    long[] readyNanos,
    long wallNanos) {

  /** What took time. */
  public enum Kind {
    ATTEMPT,
    SERIALIZE,
    LOCK,
    STORE,
    TRANSFER,
    SPILL,
    DECISION,
    CLIENT
  }

  /**
   * Something that took time.
   *
   * @param job whose it is, -1 where it is nobody's
   * @param attempt from 1
   * @param machine where, -1 for scheduler and client
   * @param from the machine that a transfer came from, else -1
   * @param data the job whose result moved, else -1
   */
  public record Piece(
      Kind kind,
      int job,
      int attempt,
      int machine,
      int from,
      int data,
      long startNanos,
      long endNanos,
      @Nullable String error) {}

  public Played {
    pieces = List.copyOf(pieces);
  }

  /** As workers are named in records. */
  public static String worker(int machine) {
    return "10.0.%d.%d:40001".formatted(machine / 250, machine % 250 + 1);
  }

  /** Nanoseconds of attempts over those that the slots were there for. */
  public double busyShare() {
    long busy = 0;
    for (Piece piece : pieces) {
      if (piece.kind() == Kind.ATTEMPT) {
        busy += piece.endNanos() - piece.startNanos();
      }
    }
    return (double) busy / ((double) wallNanos * cluster.slots());
  }
}
