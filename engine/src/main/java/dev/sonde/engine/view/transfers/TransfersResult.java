package dev.sonde.engine.view.transfers;

import dev.sonde.engine.analysis.TransferStages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moved between workers, counted where it was received.
 *
 * @param keys carried by the messages, null where none names any
 * @param logicalBytes before compression, null where no size is known
 * @param wireBytes on the socket, null where no size is known
 * @param wireS sum over messages; those under way have none yet
 * @param bandwidthPerStream bytes per second while a message moves, null where no size is known
 * @param aggregateBandwidth bytes per second over the window, of all together
 */
public record TransfersResult(
    long messages,
    @Nullable Long keys,
    @Nullable Long logicalBytes,
    @Nullable Long wireBytes,
    double wireS,
    @Nullable Double bandwidthPerStream,
    @Nullable Double aggregateBandwidth,
    @Nullable Double p50Bytes,
    @Nullable Double p90Bytes,
    List<TransferStages.Stage> stages,
    List<Prefix> prefixes,
    List<Size> sizes,
    List<Link> links,
    List<InFlight> inFlight,
    long inFlightTotal) {

  /**
   * @param consumerPrefix of the tasks that needed it, null where that is not known
   * @param messages a fraction where messages carry keys of several prefixes
   */
  public record Prefix(
      @Nullable String prefix,
      @Nullable String consumerPrefix,
      Number messages,
      @Nullable Number keys,
      @Nullable Long logicalBytes,
      @Nullable Long wireBytes,
      double wireS) {}

  /** Messages of at least {@code fromBytes} and less than {@code toBytes}. */
  public record Size(long fromBytes, long toBytes, long messages, long bytes) {}

  /** What went from one worker to another; each null where it is not said. */
  public record Link(
      @Nullable String from, @Nullable String to, long messages, @Nullable Long bytes) {}

  /** A message under way; {@code task} is who needs it. */
  public record InFlight(
      @Nullable String key,
      @Nullable String from,
      @Nullable String to,
      @Nullable Long bytes,
      double ageS,
      @Nullable String task) {}
}
