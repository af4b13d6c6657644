package dev.sonde.sdk.pipeline;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.own.Complaints;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who makes the records: what is known of this process and what its environment says of it. */
public final class ProcessResource {

  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  private ProcessResource() {}

  /**
   * Later ones go before earlier ones: what can be seen of the process, {@code
   * OTEL_RESOURCE_ATTRIBUTES}, {@code OTEL_SERVICE_NAME}. An entry that is none is left out and said.
   * Never waits: the host's name is not asked of a name service, and is absent where nothing else tells.
   */
  public static Attributes of(Map<String, String> environment) {
    AttributesBuilder all = Attributes.builder();
    all.put(Keys.SERVICE_NAME, program(System.getProperty("sun.java.command", "")));
    all.put("process.pid", ProcessHandle.current().pid());
    all.put("process.runtime.name", System.getProperty("java.runtime.name", "java"));
    all.put("process.runtime.version", Runtime.version().toString());
    String host = host(environment);
    if (host != null) {
      all.put("host.name", host);
    }
    said(environment.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", ""), all);
    String service = environment.getOrDefault("OTEL_SERVICE_NAME", "");
    if (!service.isBlank()) {
      all.put(Keys.SERVICE_NAME, service.strip());
    }
    return all.build();
  }

  /** The main class without its package, or the jar without its folder and ending. */
  static String program(String command) {
    String first = command.strip().split(" ", 2)[0];
    if (first.endsWith(".jar")) {
      String file = first.substring(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
      return file.substring(0, file.length() - ".jar".length());
    }
    // A main class in a module is MODULE/CLASS.
    String name = first.substring(Math.max(first.lastIndexOf('.'), first.lastIndexOf('/')) + 1);
    return name.isEmpty() ? "unknown_service:java" : name;
  }

  private static @Nullable String host(Map<String, String> environment) {
    try {
      String name = Files.readString(HOST).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException | SecurityException e) {
      // Not Linux; shells and Windows tell in the environment.
    }
    String name = environment.get("HOSTNAME");
    return name != null ? name : environment.get("COMPUTERNAME");
  }

  /** {@code key=value,key=value}, percent signs as in W3C's baggage. */
  private static void said(String entries, AttributesBuilder all) {
    for (String entry : entries.split(",")) {
      String[] parts = entry.split("=", 2);
      if (parts.length == 2 && !parts[0].isBlank()) {
        all.put(parts[0].strip(), decoded(parts[1].strip()));
      } else if (!entry.isBlank()) {
        Complaints.say(
            "OTEL_RESOURCE_ATTRIBUTES", "'" + entry.strip() + "' is left out: it is not key=value");
      }
    }
  }

  private static String decoded(String value) {
    try {
      // A plus sign is itself here, other than in forms.
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
