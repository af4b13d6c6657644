package dev.sonde.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The server that owns a store, by the file {@code server.json} that it keeps there. */
final class RunningServer {

  static final String FILE = "server.json";

  private RunningServer() {}

  /** Its address; null where none is there, or its process is no more. */
  static @Nullable String of(Path store) {
    Path file = store.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    String http = null;
    long pid = 0;
    try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          switch (name) {
            case "http" -> http = json.getValueAsString();
            case "pid" -> pid = json.getValueAsLong();
            default -> json.skipChildren();
          }
        }
      }
    } catch (IOException e) {
      // A server that is just starting writes it, or just ending removes it.
      return null;
    }
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) ? http : null;
  }
}
