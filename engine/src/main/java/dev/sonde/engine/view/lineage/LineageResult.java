package dev.sonde.engine.view.lineage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an artifact came from and what became of it; without one, which there are.
 *
 * @param id of the artifact, null where none was asked for, as are the five parts that follow
 * @param produced null where nobody told
 * @param consumed in the order of time
 * @param upstream what went into it, the nearest first
 * @param downstream what it went into, the nearest first
 * @param upstreamInAll how many there are, of which the nearest are listed
 * @param downstreamInAll likewise
 * @param rows all artifacts in the order of time, where none was asked for
 */
public record LineageResult(
    @Nullable String id,
    @Nullable Produced produced,
    List<Consumed> consumed,
    List<Step> upstream,
    List<Step> downstream,
    long upstreamInAll,
    long downstreamInAll,
    List<Row> rows) {

  /**
   * @param times how often it was produced; the first time is told
   */
  public record Produced(String by, long atNs, @Nullable String type, long times) {}

  public record Consumed(String by, long atNs) {}

  /**
   * An artifact that went into the one asked about, or into which that went.
   *
   * @param by who produced it, null where nobody told, as are the two that follow
   * @param depth how many artifacts away, from 1
   * @param through the artifact one step nearer
   */
  public record Step(
      String id,
      @Nullable String type,
      @Nullable String by,
      @Nullable Long atNs,
      int depth,
      String through) {}

  /**
   * One artifact.
   *
   * @param by who produced it, null where nobody told
   * @param atNs when it was produced, else first consumed
   * @param consumed how often
   * @param consumers how many parties consumed it
   */
  public record Row(
      String id,
      @Nullable String type,
      @Nullable String by,
      long atNs,
      long consumed,
      long consumers) {}
}
