package dev.sonde.ingest.ray;

import dev.sonde.ingest.chrome.TraceEvent;
import dev.sonde.ingest.chrome.TraceEvent.Place;
import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.vocabulary.Keys;
import java.util.HashMap;
import java.util.Map;

/**
 * Who is behind processes and threads. Older versions of Ray write node and worker there themselves,
 * newer ones numbers, with their names in metadata.
 */
final class Names {

  private static final int REMEMBERED = 50_000;

  private final Map<String, String> nodes = new HashMap<>();
  private final Map<Place, String> parties = new HashMap<>();
  private final Map<Place, Origin> origins = new HashMap<>();

  void learn(TraceEvent event) {
    String said = event.args().text("name");
    if (said == null || parties.size() + nodes.size() > REMEMBERED) {
      return;
    } else if (event.name().equals("process_name")) {
      nodes.put(event.place().process(), said.startsWith("Node ") ? said.substring(5) : said);
    } else if (event.name().equals("thread_name")) {
      parties.put(event.place(), said);
    }
  }

  Origin origin(Place place) {
    if (origins.size() > REMEMBERED) {
      origins.clear();
    }
    return origins.computeIfAbsent(place, this::made);
  }

  private Origin made(Place place) {
    String party = parties.getOrDefault(place, place.thread());
    String node = nodes.getOrDefault(place.process(), place.process());
    int colon = party.indexOf(':');
    String role = colon > 0 ? party.substring(0, colon) : "ray";
    String id = party.substring(colon + 1);
    Attributes.Builder resource = Attributes.builder().put(Keys.SERVICE_NAME, role);
    if (!id.isEmpty()) {
      resource.put(Keys.SERVICE_INSTANCE_ID, id);
    }
    if (role.equals("worker")) {
      resource.put(Keys.WORKER_ID, id);
    }
    if (!node.isEmpty()) {
      resource.put("host.name", node);
    }
    return new Origin(resource.build());
  }
}
