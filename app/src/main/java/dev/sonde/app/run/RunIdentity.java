package dev.sonde.app.run;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.SpanId;
import dev.sonde.model.vocabulary.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a run is, and how its command is told.
 *
 * @param span of the run
 * @param parent of that span where the run itself was started under another trace, else 0
 */
record RunIdentity(String id, String name, SpanId span, long parent) {

  static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  static final String OPEN_SPANS = "SONDE_OPEN_SPANS";
  static final String RESOURCE = "OTEL_RESOURCE_ATTRIBUTES";
  static final String TRACEPARENT = "TRACEPARENT";

  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-([0-9a-f]{16})([0-9a-f]{16})-([0-9a-f]{16})-[0-9a-f]{2}.*");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  /**
   * @param outer the environment that Sonde itself was started in, which may name a trace to go on with
   */
  static RunIdentity create(
      String name, Instant now, RandomGenerator random, Map<String, String> outer) {
    String id = STAMP.format(now) + "-" + HexFormat.of().toHexDigits(random.nextInt());
    Matcher given = PARENT.matcher(outer.getOrDefault(TRACEPARENT, ""));
    if (given.matches()) {
      long high = Long.parseUnsignedLong(given.group(1), 16);
      long low = Long.parseUnsignedLong(given.group(2), 16);
      long parent = Long.parseUnsignedLong(given.group(3), 16);
      if ((high | low) != 0 && parent != 0) {
        return new RunIdentity(id, name, new SpanId(high, low, nonZero(random)), parent);
      }
    }
    return new RunIdentity(
        id, name, new SpanId(random.nextLong(), nonZero(random), nonZero(random)), 0);
  }

  static long nonZero(RandomGenerator random) {
    long number = random.nextLong();
    return number == 0 ? 1 : number;
  }

  /** Whose records these are. */
  Origin origin(@Nullable String host) {
    Attributes.Builder resource =
        Attributes.builder()
            .put(Keys.SERVICE_NAME, name)
            .put(Keys.RUN_ID, id)
            .put(Keys.RUN_NAME, name);
    if (host != null) {
      resource.put("host.name", host);
    }
    return new Origin(resource.build(), "sonde.run", Attributes.EMPTY);
  }

  /**
   * What is to be set in the command's environment, beside all that is there already. Names and form as
   * OpenTelemetry has them; what a program says of its own resource stays, but for the run.
   *
   * @param endpoint of the collector; null where there is none that a program could send to
   */
  Map<String, String> environment(Map<String, String> outer, @Nullable String endpoint) {
    Map<String, String> set = new LinkedHashMap<>();
    if (endpoint != null) {
      set.put(ENDPOINT, endpoint);
      set.put(PROTOCOL, "http/protobuf");
      // The collector is Sonde, here or as a server: spans without an end are of use to it.
      set.put(OPEN_SPANS, "true");
    }
    set.put(TRACEPARENT, "00-" + span.traceHex() + "-" + span.spanHex() + "-01");
    StringBuilder resource = new StringBuilder();
    for (String entry : outer.getOrDefault(RESOURCE, "").split(",")) {
      String key = entry.split("=", 2)[0].strip();
      if (!key.isEmpty() && !key.equals(Keys.RUN_ID) && !key.equals(Keys.RUN_NAME)) {
        resource.append(entry.strip()).append(',');
      }
    }
    resource.append(Keys.RUN_ID).append('=').append(id).append(',');
    resource.append(Keys.RUN_NAME).append('=').append(escaped(name));
    set.put(RESOURCE, resource.toString());
    return set;
  }

  /** As in W3C's baggage: whatever is not plain is a percent sign and two digits. */
  private static String escaped(String value) {
    StringBuilder text = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c > ' ' && c < 0x7f && "\",;\\%=".indexOf(c) < 0) {
        text.append(c);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return text.toString();
  }
}
