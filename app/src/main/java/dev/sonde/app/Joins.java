package dev.sonde.app;

import dev.sonde.engine.question.Scope;
import dev.sonde.engine.store.Accompanied;
import dev.sonde.engine.store.Store;
import java.util.List;

/** The way from a source to others that a question joins it with. */
final class Joins {

  private Joins() {}

  /** Files, as they are read for any question: by way of the cache, each by its content. */
  static Store with(Store store, Surroundings surroundings) {
    return new Accompanied(
        store,
        source -> {
          if (Sources.isUrl(source)) {
            throw new Failure(
                ExitCode.USAGE,
                "--join "
                    + source
                    + ": files can be joined, and this is a server\nsonde capture "
                    + source
                    + " -o live.jsonl makes a file of it");
          }
          return surroundings.open(List.of(source), null);
        });
  }

  /** A server reads no files for who asks it, and what is here is not there. */
  static void refuse(String address, Scope scope) {
    if (!scope.widening().joins().isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "--join "
              + scope.widening().joins().getFirst()
              + ": a server reads no files for those who ask it\ntake the records into a file first:"
              + " sonde capture "
              + address
              + " -o live.jsonl, then ask that");
    }
  }
}
