package dev.sonde.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** One log record with a name that nothing else has. */
final class Marker {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Marker() {}

  /** Sends it and waits for the acknowledgement; {@code name} is how to find it. */
  static JsonNode send(URI server) throws IOException {
    String name = "marker." + UUID.randomUUID();
    String body =
        """
        {"resourceLogs":[{"resource":{},"scopeLogs":[{"scope":{},"logRecords":[
        {"timeUnixNano":"%d","severityNumber":9,"eventName":"%s","body":{"stringValue":"here"}}]}]}]}
        """
            .formatted(System.currentTimeMillis() * 1_000_000, name);
    HttpURLConnection connection =
        (HttpURLConnection) server.resolve("/v1/logs").toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != 200) {
      throw new IllegalStateException("a marker was answered with " + connection.getResponseCode());
    }
    ObjectNode sent = JSON.createObjectNode();
    return sent.put("name", name);
  }
}
