package dev.sonde.ingest.dask;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.vocabulary.Keys;
import java.util.HashMap;
import java.util.Map;

/** The parties of a cluster. */
final class Origins {

  /** Workers are few; a damaged file must not fill the memory with made-up ones. */
  private static final int REMEMBERED = 50_000;

  static final Origin SCHEDULER =
      new Origin(Attributes.builder().put(Keys.SERVICE_NAME, "scheduler").build());

  private final Map<String, Origin> workers = new HashMap<>();

  Origin worker(String address) {
    Origin known = workers.get(address);
    if (known == null) {
      if (workers.size() >= REMEMBERED) {
        workers.clear();
      }
      known =
          new Origin(
              Attributes.builder()
                  .put(Keys.SERVICE_NAME, "worker")
                  .put(Keys.SERVICE_INSTANCE_ID, address)
                  .put(Keys.WORKER_ID, address)
                  .build());
      workers.put(address, known);
    }
    return known;
  }
}
