package dev.sonde.app.doctor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of an installation at one moment.
 *
 * @param nowNanos by the clock here, since the epoch
 * @param ports where a server usually listens; empty where the server is on another machine
 * @param versions of what runs here, by name
 */
public record Facts(
    long nowNanos,
    Asked asked,
    Answerer answerer,
    List<Port> ports,
    Folder store,
    Cache cache,
    Map<String, String> versions) {

  public Facts {
    ports = List.copyOf(ports);
    versions = sorted(versions);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /** How the address came about, in the order of precedence. */
  public enum Chosen {
    ARGUMENT,
    VARIABLE,
    SERVER_FILE,
    /** No address: a store's folder was named, and no server runs on it. */
    FOLDER,
    USUAL
  }

  /** The address that was asked. */
  public record Asked(String address, Chosen chosen) {
    /** Whether the user named it. */
    public boolean given() {
      return chosen == Chosen.ARGUMENT || chosen == Chosen.VARIABLE;
    }
  }

  /** Who is there. */
  public sealed interface Answerer {}

  /** Nobody; {@code why} as the connection said it. */
  public record Nobody(String why) implements Answerer {}

  /**
   * Something that is not Sonde.
   *
   * @param hint who it looks like and what to do
   */
  public record Stranger(String hint) implements Answerer {}

  /** Sonde, which does not tell; {@code why} in its own words. */
  public record Closed(String why) implements Answerer {}

  /**
   * Sonde.
   *
   * @param tookS how long it took to say how it is, in seconds
   * @param unanswered questions that it did not answer, each with the reason
   */
  public record Server(Health health, Holdings holdings, double tookS, List<String> unanswered)
      implements Answerer {
    public Server {
      unanswered = List.copyOf(unanswered);
    }
  }

  /**
   * What a server says of itself. Moments are nanoseconds since the epoch by its clock.
   *
   * @param live whether it takes records
   * @param nowNanos its clock when it answered; null where it cannot be known
   * @param lastNanos when it committed the last record; null where none since its start
   * @param oldestNanos the earliest moment of any record; null where there is none
   * @param disk null where it shows files
   * @param versions of what runs there, by name
   */
  public record Health(
      boolean live,
      Books books,
      @Nullable Long nowNanos,
      @Nullable Long lastNanos,
      @Nullable Long oldestNanos,
      @Nullable Disk disk,
      List<String> troubles,
      Map<String, String> versions) {
    public Health {
      troubles = List.copyOf(troubles);
      versions = sorted(versions);
    }
  }

  /** received = stored + duplicate + refused + rejected + dropped, the last three by cause. */
  public record Books(
      long received,
      long stored,
      long duplicate,
      Map<String, Long> refused,
      Map<String, Long> rejected,
      Map<String, Long> dropped) {
    public Books {
      refused = sorted(refused);
      rejected = sorted(rejected);
      dropped = sorted(dropped);
    }

    static long sum(Map<String, Long> causes) {
      return causes.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** What a live store takes and has left, in bytes. */
  public record Disk(
      long bytes,
      long logBytes,
      long freeBytes,
      long segments,
      long waitingRecords,
      long waitingBytes) {}

  /** What a server holds, those with most records first. */
  public record Holdings(
      long spans, long events, long samples, List<Sender> senders, List<Name> names) {

    public static final Holdings NONE = new Holdings(0, 0, 0, List.of(), List.of());

    public Holdings {
      senders = List.copyOf(senders);
      names = List.copyOf(names);
    }

    long records() {
      return spans + events + samples;
    }
  }

  /**
   * Who sent records.
   *
   * @param service null for all that name none
   * @param lastNanos the latest moment of its records, by its own clock
   * @param sdks what sent them, e.g. {@code opentelemetry java 1.50.0}
   */
  public record Sender(@Nullable String service, long records, long lastNanos, List<String> sdks) {
    public Sender {
      sdks = List.copyOf(sdks);
    }
  }

  /** How many spans of a name there are. */
  public record Name(@Nullable String service, String name, long spans) {}

  /**
   * A port that a server usually has.
   *
   * @param option that chooses another
   * @param taken whether somebody listens there
   * @param holder e.g. {@code pid 4711 (otelcol)}; null where it cannot be known
   * @param ours whether it is the process that was asked
   */
  public record Port(
      int number,
      String purpose,
      String option,
      boolean taken,
      @Nullable String holder,
      boolean ours) {}

  /**
   * A folder for a store.
   *
   * @param there whether there is a store in it
   * @param records that could be counted; null where it was not opened
   * @param trouble why it cannot be opened; null where it can, or was not tried
   * @param left what its server.json says; null where there is none
   */
  public record Folder(
      String path,
      boolean there,
      long bytes,
      @Nullable Long freeBytes,
      @Nullable Long records,
      @Nullable String trouble,
      @Nullable Left left) {}

  /** A server.json: the process that wrote it, and whether there is one of that number. */
  public record Left(long pid, boolean alive, String http) {}

  /** The cache of files, in bytes. */
  public record Cache(String path, long entries, long bytes, long mostBytes) {}
}
