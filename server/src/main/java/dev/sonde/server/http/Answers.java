package dev.sonde.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How refusals are written: as gRPC's trailers, as google.rpc.Status in the encoding of an OTLP request,
 * or as an object with {@code error}.
 */
final class Answers {

  private Answers() {}

  static void refuse(Exchange exchange, Refusal refusal) throws IOException {
    if (exchange.isGrpc()) {
      exchange.send("application/grpc", new byte[0], trailers(refusal));
      return;
    }
    Duration wait = refusal.retryAfter();
    if (wait != null) {
      exchange.set("retry-after", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }
    if (exchange.contentType().endsWith("protobuf")) {
      exchange.send(refusal.status(), "application/x-protobuf", status(refusal).bytes());
    } else if (exchange.path().startsWith("/v1/")) {
      String json =
          "{\"code\":" + code(refusal) + ",\"message\":" + Wire.quoted(refusal.what()) + "}";
      exchange.send(refusal.status(), "application/json", json);
    } else {
      String json = "{\"error\":" + Wire.quoted(refusal.what()) + "}\n";
      exchange.send(refusal.status(), "application/json", json);
    }
  }

  private static Map<String, String> trailers(Refusal refusal) {
    Map<String, String> trailers = new LinkedHashMap<>();
    trailers.put("grpc-status", Integer.toString(code(refusal)));
    trailers.put("grpc-message", percentEncoded(refusal.what()));
    Duration wait = refusal.retryAfter();
    if (wait != null) {
      Wire delay = new Wire().number(1, wait.toSeconds()).number(2, wait.toNanosPart());
      Wire info =
          new Wire()
              .text(1, "type.googleapis.com/google.rpc.RetryInfo")
              .message(2, new Wire().message(1, delay));
      byte[] details = status(refusal).message(3, info).bytes();
      trailers.put(
          "grpc-status-details-bin", Base64.getEncoder().withoutPadding().encodeToString(details));
    }
    return trailers;
  }

  private static Wire status(Refusal refusal) {
    return new Wire().number(1, code(refusal)).text(2, refusal.what());
  }

  /** Of gRPC's statuses the one that tells a client the same, above all whether to come again. */
  private static int code(Refusal refusal) {
    return switch (refusal.status()) {
      case 400 -> 3; // INVALID_ARGUMENT
      case 401 -> 16; // UNAUTHENTICATED
      case 403 -> 7; // PERMISSION_DENIED
      case 404, 405, 415 -> 12; // UNIMPLEMENTED
      case 413, 429 -> 8; // RESOURCE_EXHAUSTED, to come again only with RetryInfo
      case 503 -> 14; // UNAVAILABLE
      default -> 13; // INTERNAL
    };
  }

  private static String percentEncoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        out.append((char) b);
      } else {
        out.append(String.format("%%%02X", b & 0xff));
      }
    }
    return out.toString();
  }
}
