package dev.sonde.server.http;

import java.io.IOException;
import java.time.Duration;

/** How refusals are written. */
final class Answers {

  private Answers() {}

  static void refuse(Exchange exchange, Refusal refusal) throws IOException {
    Duration wait = refusal.retryAfter();
    if (wait != null) {
      exchange.set("retry-after", Long.toString(Math.max(1, wait.toSeconds())));
    }
    exchange.send(
        refusal.status(), "application/json", "{\"error\":" + quoted(refusal.what()) + "}\n");
  }

  /** As a JSON string. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
