package dev.sonde.testkit.agents;

import java.util.List;

/**
 * What happened in a run of agents. Times are nanoseconds after its start.
 *
 * @param spans in the order in which they ended
 */
public record PlayedAgents(List<Handled> spans, List<Sent> messages, long wallNanos) {

  /**
   * A request that was handled.
   *
   * @param parent index of the span that it was asked in, -1 for the first
   * @param own whether it was asked by its own party, without a message
   */
  public record Handled(
      int parent,
      boolean own,
      String party,
      String name,
      String asked,
      long startNanos,
      long endNanos) {}

  /**
   * A message.
   *
   * @param from index of the span that it was sent in
   * @param to index of the span that it was received in
   */
  public record Sent(int from, int to, long sentNanos, long receivedNanos) {}

  public PlayedAgents {
    spans = List.copyOf(spans);
    messages = List.copyOf(messages);
  }
}
