package dev.sonde.sdk.destination;

import dev.sonde.model.WideEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A user's own type, found through META-INF/services. */
public final class RememberedType implements DestinationType {

  static final List<WideEvent> SEEN = new CopyOnWriteArrayList<>();

  @Override
  public String type() {
    return "remembered";
  }

  @Override
  public String mainSetting() {
    return "where";
  }

  @Override
  public Destination open(Map<String, String> said) {
    Settings settings = new Settings(type(), said);
    settings.text("where");
    settings.end();
    return SEEN::addAll;
  }
}
