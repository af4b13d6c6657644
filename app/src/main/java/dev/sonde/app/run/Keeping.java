package dev.sonde.app.run;

import dev.sonde.engine.store.LiveStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the records of a run are kept. */
public sealed interface Keeping extends Run.Where, AutoCloseable {

  /** What commands name as their SOURCE to ask about the run. */
  String source(String run);

  /** Whether other runs lie there too. */
  boolean isShared();

  /**
   * Records that came from elsewhere than Sonde itself: what the program sent.
   *
   * @param own records of the run that were kept
   * @return null where that is not known
   */
  default @Nullable Long sent(long own) {
    return null;
  }

  /** The run is over; waits until all is on the disk. */
  @Override
  default void close() {}

  /**
   * A collector that is there.
   *
   * @param url that is asked
   * @param otlp where telemetry goes
   * @param token that it demands, null where it demands none
   */
  record Collector(String url, String otlp, @Nullable String token) implements Keeping {
    @Override
    public String source(String run) {
      return url;
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public RunSink sink(String run) {
      return new OtlpSink(otlp, token);
    }

    @Override
    public String endpoint() {
      return otlp;
    }
  }

  /**
   * A collector in this process, for as long as the run lasts.
   *
   * @param folder of the store
   * @param endpoint where programs send to
   * @param storedBefore records that the store had
   * @param end of the server and the store
   */
  record Here(LiveStore store, Path folder, String endpoint, long storedBefore, Runnable end)
      implements Keeping {
    @Override
    public String source(String run) {
      return folder.toString();
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public RunSink sink(String run) {
      return new StoreSink(store);
    }

    @Override
    public Long sent(long own) {
      return Math.max(0, store.ledger().totals().stored() - storedBefore - own);
    }

    @Override
    public void close() {
      end.run();
    }
  }

  /**
   * A file for each run, which programs cannot send to.
   *
   * @param folder that it lies in
   */
  record Files(Path folder) implements Keeping {
    @Override
    public String source(String run) {
      return file(run).toString();
    }

    @Override
    public boolean isShared() {
      return false;
    }

    @Override
    public RunSink sink(String run) {
      return new FileSink(file(run));
    }

    @Override
    public @Nullable String endpoint() {
      return null;
    }

    private Path file(String run) {
      return folder.resolve(run + ".jsonl");
    }
  }
}
