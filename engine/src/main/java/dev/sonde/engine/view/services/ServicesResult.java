package dev.sonde.engine.view.services;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Agents and services, and who called whom.
 *
 * @param nodes by their time, most first
 * @param edges by their calls, most first
 * @param cycles ways of calls that come back to where they began, the shortest first
 * @param nodesInAll there are, of which the first are listed
 * @param edgesInAll likewise
 * @param cyclesComplete false where there are more cycles than those listed
 * @param estimated true where spans stand for others that were sampled out; else not there
 */
public record ServicesResult(
    List<Node> nodes,
    List<Edge> edges,
    List<List<String>> cycles,
    long nodesInAll,
    long edgesInAll,
    boolean cyclesComplete,
    Optional<Boolean> estimated) {

  /**
   * One agent or service.
   *
   * @param totalS of its spans, those inside others counted as well; null where none has ended
   * @param entered spans by which it was entered
   */
  public record Node(String name, long spans, long errors, @Nullable Double totalS, long entered) {}

  /**
   * Calls of one party by another.
   *
   * @param calls invocations of the callee
   * @param errors of these, those whose span failed
   * @param p50S of the invocations, or of messages that led to no span; null where neither is known
   * @param kinds what tells of them: parent, link, message, artifact
   */
  public record Edge(
      String from,
      String to,
      long calls,
      long errors,
      @Nullable Double p50S,
      @Nullable Double p95S,
      List<String> kinds) {}
}
