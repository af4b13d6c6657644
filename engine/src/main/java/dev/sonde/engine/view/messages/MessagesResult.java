package dev.sonde.engine.view.messages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages between parties. A message counts once, however often it was sent or delivered.
 *
 * @param lost sent and never received, of runs that are over
 * @param inFlight sent and not received yet, of runs that are under way
 * @param unpaired received, and nobody says that it was sent
 * @param withoutId messages whose two ends cannot be told to belong together
 * @param redelivered deliveries beyond the first of a message
 * @param resent sendings beyond the first of a message
 * @param clockSkew received before they were sent, by the clocks that told of it; they count as 0 s
 * @param parties most messages first
 * @param links likewise
 * @param types likewise
 * @param unreceived the first of those that are lost or in flight
 */
public record MessagesResult(
    List<Party> parties,
    List<Link> links,
    long lost,
    long messages,
    long inFlight,
    long unpaired,
    long withoutId,
    long redelivered,
    long resent,
    long clockSkew,
    @Nullable Double latencyP50S,
    @Nullable Double latencyP99S,
    @Nullable Double latencyMaxS,
    List<Kind> types,
    List<Waiting> unreceived) {

  public MessagesResult {
    parties = List.copyOf(parties);
    links = List.copyOf(links);
    types = List.copyOf(types);
    unreceived = List.copyOf(unreceived);
  }

  /** One party: the agent where the message names one, else the service. */
  public record Party(String name, long sent, long received) {}

  /**
   * Messages from one party to another.
   *
   * @param from null where nobody says
   * @param to null where nobody says
   * @param bytes null where no size is known
   * @param latencyP50S from sent to first received; null where no message has both
   */
  public record Link(
      @Nullable String from,
      @Nullable String to,
      long count,
      @Nullable Long bytes,
      @Nullable Double latencyP50S,
      @Nullable Double latencyP99S,
      long lost) {}

  /** Messages of one type; null where it is not said. */
  public record Kind(@Nullable String type, long count, @Nullable Long bytes, long lost) {}

  /** A message that was sent and not received. */
  public record Waiting(
      String id,
      @Nullable String from,
      @Nullable String to,
      @Nullable String type,
      long sentNs,
      String run) {}
}
