package dev.sonde.sdk.destination;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code otlp}: a collector that takes OTLP over HTTP, in JSON.
 *
 * <ul>
 *   <li>{@code url}: without {@code /v1/...}
 *   <li>{@code token}: sent as {@code Authorization: Bearer}
 *   <li>{@code headers}: {@code name=value,name=value}, percent signs as in W3C's baggage
 *   <li>{@code compression} ({@code auto}): {@code gzip}, {@code none}; {@code auto} compresses unless
 *       the collector is on this machine
 *   <li>{@code timeout} (10s): of one request
 *   <li>{@code retry_for} (30s): how long a batch is tried again, after which it counts as dropped
 *   <li>{@code open_spans} (false): whether spans that have not ended are sent, too; Sonde knows what
 *       to make of these
 * </ul>
 */
final class OtlpType implements DestinationType {

  private static final Set<String> RESERVED =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  @Override
  public String type() {
    return "otlp";
  }

  @Override
  public String mainSetting() {
    return "url";
  }

  @Override
  public Destination open(Map<String, String> said) {
    Settings settings = new Settings(type(), said);
    URI url = url(settings.text("url"));
    Map<String, String> headers = headers(settings.text("headers", ""));
    String token = settings.text("token", "");
    if (!token.isEmpty()) {
      headers.put("Authorization", "Bearer " + token);
    }
    String compression = settings.word("compression", "auto", "auto", "gzip", "none");
    Otlp.Config config =
        new Otlp.Config(
            url,
            headers,
            compression.equals("gzip") || (compression.equals("auto") && !isHere(url)),
            settings.time("timeout", java.time.Duration.ofSeconds(10)),
            settings.time("retry_for", java.time.Duration.ofSeconds(30)),
            settings.flag("open_spans", false));
    settings.end();
    return new Otlp(config);
  }

  private static URI url(String text) {
    String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    try {
      URI url = URI.create(plain);
      if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "the url of otlp is '" + text + "'; it has to be like http://localhost:4318");
  }

  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String entry : text.split(",")) {
      String[] parts = entry.split("=", 2);
      String name = parts[0].strip();
      if (entry.isBlank()) {
        continue;
      }
      if (parts.length != 2
          || !name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
          || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
        // Not the value, which may be a secret.
        throw new IllegalArgumentException(
            "the headers of otlp have '" + name + "'; they have to be like name=value,name=value");
      }
      headers.put(name, decoded(parts[1].strip()));
    }
    return headers;
  }

  private static String decoded(String value) {
    return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** By name alone: a name service is not asked. */
  private static boolean isHere(URI url) {
    String host = url.getHost();
    if (host.equals("localhost")) {
      return true;
    }
    boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
    try {
      return literal && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
