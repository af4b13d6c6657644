package dev.sonde.sdk.destination;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Every kind of destination: Sonde's, and what the class path adds. */
public final class Destinations {

  private static final List<DestinationType> OWN = List.of(new PoolType());

  private Destinations() {}

  /**
   * Opens what a spec says.
   *
   * @throws IllegalArgumentException where its type is unknown or its settings are wrong
   */
  public static Destination open(DestinationSpec spec) throws IOException {
    List<DestinationType> known = new ArrayList<>(OWN);
    ServiceLoader.load(DestinationType.class).forEach(known::add);
    for (DestinationType type : known) {
      if (type.type().equals(spec.type())) {
        return type.open(spec.settings());
      }
    }
    throw new IllegalArgumentException(
        "no destination of type '"
            + spec.type()
            + "'; there are "
            + known.stream().map(DestinationType::type).collect(Collectors.joining(", ")));
  }
}
