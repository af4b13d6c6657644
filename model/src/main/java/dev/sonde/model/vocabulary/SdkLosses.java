package dev.sonde.model.vocabulary;

import dev.sonde.model.Event;
import dev.sonde.model.WideEvent;
import java.util.Map;
import java.util.Set;

/**
 * What programs say that their SDK dropped ({@code sonde.sdk.dropped}): every reader adds it to what was
 * dropped, so that an answer does not pass for whole that is not.
 */
public final class SdkLosses {

  private static final String BEFORE = "sdk:";

  /** The causes of docs/conventions.md. Others are one, as the books keep each cause for ever. */
  private static final Set<String> CAUSES =
      Set.of(
          "queue_full",
          "too_fast",
          "destination_full",
          "destination_failed",
          "destination_rejected",
          "pool_full",
          "unreadable",
          "closed");

  private SdkLosses() {}

  /** Adds what the record says to the counts by cause; nothing where it says nothing. */
  public static void add(WideEvent record, Map<String, Long> dropped) {
    if (!(record instanceof Event event) || !event.name().equals(Keys.EVENT_SDK_DROPPED)) {
      return;
    }
    Long count = event.attributes().integer(Keys.SDK_DROPPED_COUNT);
    String said = event.attributes().text(Keys.SDK_DROPPED_CAUSE);
    if (count != null && count > 0) {
      // Behind the colon is the program's name for a destination.
      String cause = said == null ? "" : said.split(":", 2)[0];
      dropped.merge(BEFORE + (CAUSES.contains(cause) ? cause : "other"), count, Long::sum);
    }
  }
}
