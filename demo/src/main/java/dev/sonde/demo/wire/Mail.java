package dev.sonde.demo.wire;

import dev.sonde.sdk.Sonde;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/**
 * A message from one party to another, through an {@link Exchange}. Who sends it tells of that, and so
 * does who receives it.
 *
 * @param id of this message
 * @param tag shared by a request and its response
 * @param headers W3C, of the sender
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Mail(
    String id,
    String tag,
    String from,
    String to,
    String type,
    Map<String, String> headers,
    byte[] body) {

  private static final String MAIL = "mail";

  /** Tells that it is sent, and gives it to the exchange. */
  public static void send(
      Sonde sonde, Link exchange, String tag, String from, String to, String type, byte[] body)
      throws IOException {
    String id = UUID.randomUUID().toString();
    Map<String, String> headers = sonde.messages().sent(id, from, to, type, body.length);
    exchange.send(
        Frame.of(MAIL, "id", id, "tag", tag, "from", from, "to", to, "type", type)
            .with(headers)
            .with(body));
  }

  /** Tells that it was received. */
  public static Mail received(Sonde sonde, Frame frame) {
    Mail mail =
        new Mail(
            frame.text("id"),
            frame.text("tag"),
            frame.text("from"),
            frame.text("to"),
            frame.text("type"),
            frame.fields(),
            frame.payload());
    // Told within the sender's run: this process was started for it, but may serve several.
    try (var _ = sonde.messages().handling(mail.headers())) {
      sonde.messages().received(mail.id(), mail.from(), mail.to(), mail.type(), mail.body().length);
    }
    return mail;
  }
}
