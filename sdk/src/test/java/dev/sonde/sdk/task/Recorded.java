package dev.sonde.sdk.task;

import dev.sonde.model.Event;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.SondeBuilder;
import dev.sonde.sdk.destination.Destination;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;

/** A Sonde whose records can be looked at. */
public final class Recorded implements AutoCloseable {

  private final List<WideEvent> records = new CopyOnWriteArrayList<>();
  private final Sonde sonde;

  public Recorded() {
    this(builder -> builder);
  }

  public Recorded(UnaryOperator<SondeBuilder> settings) {
    Destination list = records::addAll;
    sonde = settings.apply(Sonde.builder().destination("list", list)).start();
  }

  public Sonde sonde() {
    return sonde;
  }

  public List<WideEvent> all() {
    Assertions.assertThat(sonde.flush(Duration.ofSeconds(10))).isTrue();
    return List.copyOf(records);
  }

  public List<Span> spans() {
    return all().stream().filter(Span.class::isInstance).map(Span.class::cast).toList();
  }

  public List<Event> events() {
    return all().stream().filter(Event.class::isInstance).map(Event.class::cast).toList();
  }

  /** The only one of that name. */
  public Span span(String name) {
    return only(name, spans().stream().filter(span -> span.name().equals(name)).toList());
  }

  /** The only one of that name. */
  public Event event(String name) {
    return only(name, events().stream().filter(event -> event.name().equals(name)).toList());
  }

  private <T> T only(String name, List<T> found) {
    Assertions.assertThat(found).as("%s among %s", name, records).hasSize(1);
    return found.get(0);
  }

  @Override
  public void close() {
    sonde.close();
  }
}
