package dev.sonde.app.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the records of a run are kept. */
public sealed interface Keeping extends Run.Where {

  /** What commands name as their SOURCE to ask about the run. */
  String source(String run);

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
    public RunSink sink(String run) {
      return new OtlpSink(otlp, token);
    }

    @Override
    public String endpoint() {
      return otlp;
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
