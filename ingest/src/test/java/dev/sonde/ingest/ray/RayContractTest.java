package dev.sonde.ingest.ray;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class RayContractTest extends ImporterContract {

  @Override
  protected Importer importer() {
    return new RayImporter();
  }

  /** Executions before their phases, so that a cut takes nothing from what came before it. */
  @Override
  protected byte[] sample() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long ts = 1795196905408898L + 40_000L * i;
      String task = "\"name\": \"__main__.load\", \"task_id\": \"664a78001070383" + i + "ff\"";
      events.add(event("task::load", "__main__.load", ts + ".8", "30598.275", task));
      events.add(event("task:deserialize_arguments", null, ts + 14 + ".0", "140.57", ""));
      events.add(event("task:execute", null, ts + 172 + ".8", "30282.998", ""));
      events.add(event("task:store_outputs", null, ts + 30467 + ".2", "87.755", ""));
    }
    return ("[" + String.join(", ", events) + "]").getBytes(StandardCharsets.UTF_8);
  }

  private static String event(String category, String name, String ts, String dur, String args) {
    return """
    {"cat": "%s", "name": "%s", "pid": "192.0.2.2", "tid": "worker:cea9326864a7", "ts": %s, \
    "dur": %s, "ph": "X", "cname": "rail_load", "args": {%s}}\
    """
        .formatted(category, name == null ? category : name, ts, dur, args);
  }

  @Override
  protected int records() {
    return 20;
  }
}
