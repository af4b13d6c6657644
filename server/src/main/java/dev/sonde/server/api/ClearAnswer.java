package dev.sonde.server.api;

import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Removal;
import dev.sonde.engine.store.Removed;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.JsonFormatException;
import dev.sonde.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/clear}: removes records for good. */
final class ClearAnswer {

  private static final int LONGEST_BODY = 1 << 16;
  private static final String SHAPES =
      "one of {\"all\": true}, {\"run\": ID}, {\"trace\": ID}, {\"older_than_s\": 86400}";

  private final Served served;
  private final Clock clock;

  ClearAnswer(Served served, Clock clock) {
    this.served = served;
    this.clock = clock;
  }

  void answer(Request request, Reply reply) throws IOException {
    LiveStore live = served.live();
    if (live == null) {
      throw new RefusedException(
          400, "this server shows files, read-only", "nothing of them is removed");
    }
    Removal what = removal(request.body().readNBytes(LONGEST_BODY));
    Removed removed = live.clear(what);
    Api.send(
        reply,
        200,
        Api.JSON,
        "{\"records\":%d,\"runs\":%d,\"bytes\":%d}%n"
            .formatted(removed.records(), removed.runs(), removed.bytes()));
  }

  /** What is asked for says exactly one thing: a mistake must not remove more than was meant. */
  private Removal removal(byte[] body) {
    Attributes fields;
    try {
      fields = AttributesJson.read(new String(body, StandardCharsets.UTF_8).strip());
    } catch (JsonFormatException e) {
      throw new RefusedException(400, "the body cannot be read: " + e.getMessage(), SHAPES);
    }
    Removal removal = fields.size() == 1 ? removal(fields) : null;
    if (removal == null) {
      throw new RefusedException(400, "the body does not say what to remove", SHAPES);
    }
    return removal;
  }

  private @Nullable Removal removal(Attributes fields) {
    Value value = fields.value(0);
    return switch (fields.key(0)) {
      case "all" -> value.equals(new Value.Bool(true)) ? new Removal.All() : null;
      case "run" -> value instanceof Value.Text run ? new Removal.Run(run.value()) : null;
      case "trace" ->
          value instanceof Value.Text trace && trace.value().matches("[0-9a-fA-F]{32}")
              ? new Removal.Trace(trace.value())
              : null;
      case "older_than_s" -> older(value);
      default -> null;
    };
  }

  private @Nullable Removal older(Value value) {
    double seconds =
        switch (value) {
          case Value.Int whole -> whole.value();
          case Value.Real real -> real.value();
          case Value.Text _,
              Value.Bool _,
              Value.Bytes _,
              Value.Array _,
              Value.Map _,
              Value.Empty _ ->
              Double.NaN;
        };
    return seconds >= 0 && seconds < Long.MAX_VALUE / 1e9
        ? new Removal.Older(clock.millis() * 1_000_000 - (long) (seconds * 1e9))
        : null;
  }
}
