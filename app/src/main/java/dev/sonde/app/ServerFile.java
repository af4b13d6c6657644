package dev.sonde.app;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.JsonFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens, as JSON in a file: {@code server.json} in the folder of its store, so that
 * commands find it, and wherever {@code --ready-file} says.
 *
 * @param http address of dashboard and API
 * @param otlpGrpc null where it does not listen there, likewise {@code otlpHttp}
 * @param store the folder, null where the server shows files
 */
record ServerFile(
    String http,
    @Nullable String otlpGrpc,
    @Nullable String otlpHttp,
    @Nullable String store,
    long pid) {

  static final String NAME = "server.json";

  /** Appears under its name only when it is whole. */
  void write(Path file) throws IOException {
    Attributes.Builder fields = Attributes.builder().put("http", http);
    if (otlpGrpc != null) {
      fields.put("otlp_grpc", otlpGrpc);
    }
    if (otlpHttp != null) {
      fields.put("otlp_http", otlpHttp);
    }
    if (store != null) {
      fields.put("store", store);
    }
    Path whole = file.toAbsolutePath();
    Path fresh = whole.resolveSibling(whole.getFileName() + ".new-" + pid);
    Files.writeString(fresh, AttributesJson.write(fields.put("pid", pid).build()) + "\n");
    Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The server that runs on the store of that name; null where it is no folder, or none does. */
  static @Nullable ServerFile ofStore(String name) {
    try {
      return ofStore(Path.of(name));
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The server that runs on a store now; null where none does. */
  static @Nullable ServerFile ofStore(Path store) {
    ServerFile left = left(store);
    return left == null || ProcessHandle.of(left.pid).isEmpty() ? null : left;
  }

  /** What a server left in its store's folder, whether it still runs or not; null where there is none. */
  static @Nullable ServerFile left(Path store) {
    try {
      String text = Files.readString(store.resolve(NAME), StandardCharsets.UTF_8);
      Attributes fields = AttributesJson.read(text.strip());
      String http = fields.text("http");
      Long pid = fields.integer("pid");
      if (http == null || pid == null) {
        return null;
      }
      return new ServerFile(
          http, fields.text("otlp_grpc"), fields.text("otlp_http"), fields.text("store"), pid);
    } catch (IOException | JsonFormatException e) {
      return null;
    }
  }

  /** Removes the file of a server that has ended, unless another's took its place. */
  void remove(Path folder) {
    ServerFile now = ofStore(folder);
    if (now == null || now.pid == pid) {
      try {
        Files.deleteIfExists(folder.resolve(NAME));
      } catch (IOException e) {
        // It names a process that is gone; whoever reads it sees that.
      }
    }
  }
}
