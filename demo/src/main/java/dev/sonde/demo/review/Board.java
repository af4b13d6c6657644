package dev.sonde.demo.review;

import dev.sonde.demo.wire.Door;
import dev.sonde.demo.wire.Frame;
import dev.sonde.demo.wire.Link;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.scope.Carry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The blackboard: artifacts are published on it, and agents run when what they need is there. For one
 * thread.
 */
final class Board implements AutoCloseable {

  private static final long PATIENCE_MINUTES = 30;

  /** What happened between publishing and silence. */
  record Counts(
      int produced,
      int consumed,
      int activations,
      int calls,
      int refused,
      long inputTokens,
      long outputTokens,
      List<String> types) {}

  private record Said(Frame frame, Link link) {}

  private final Sonde sonde;
  private final Door door;
  private final BlockingQueue<Said> inbox = new LinkedBlockingQueue<>();
  private final Map<String, Link> hosts = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<String, Artifact> there = new HashMap<>();
  private final List<String> types = new ArrayList<>();
  private int number;
  private int active;
  private int produced;
  private int consumed;
  private int activations;
  private int calls;
  private int refused;
  private long input;
  private long output;

  Board(Sonde sonde) throws IOException {
    this.sonde = sonde;
    door =
        Door.open(
            "board",
            link ->
                link.read(
                    "board",
                    frame -> inbox.add(new Said(frame, link)),
                    () -> inbox.add(new Said(Frame.of("gone"), link))));
  }

  int port() {
    return door.port();
  }

  /** Waits for the model's process; its port. */
  int awaitModel() throws IOException, InterruptedException {
    Said said = next();
    links.add(said.link());
    return (int) said.frame().number("port");
  }

  /** Waits for a process of agents. */
  void awaitHost() throws IOException, InterruptedException {
    Said said = next();
    links.add(said.link());
    hosts.put(said.frame().text("group"), said.link());
  }

  private Said next() throws IOException, InterruptedException {
    Said said = inbox.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (said == null) {
      throw new IOException("no agent said anything for " + PATIENCE_MINUTES + " minutes");
    } else if (said.frame().type().equals("gone")) {
      throw new IOException("a process of agents is gone");
    }
    return said;
  }

  /**
   * Publishes a first artifact and lets agents react until none does any more.
   *
   * @param rounds after which nothing of the same kind is reacted to any more
   */
  Counts run(String group, Artifact first, int rounds) throws IOException, InterruptedException {
    clear();
    sonde.artifacts().produced(first.id(), first.type(), first.producer());
    publish(group, first, rounds);
    while (active > 0) {
      Frame frame = next().frame();
      active--;
      if (frame.type().equals("failed")) {
        throw new IOException("an agent failed: " + frame.text("message"));
      }
      calls += (int) frame.number("calls");
      refused += (int) frame.number("refused");
      input += frame.number("input");
      output += frame.number("output");
      publish(group, Artifact.of(frame), rounds);
    }
    return new Counts(
        produced, consumed, activations, calls, refused, input, output, List.copyOf(types));
  }

  private void clear() {
    there.clear();
    types.clear();
    produced = 0;
    consumed = 0;
    activations = 0;
    calls = 0;
    refused = 0;
    input = 0;
    output = 0;
  }

  private void publish(String group, Artifact artifact, int rounds) throws IOException {
    produced++;
    types.add(artifact.type());
    there.put(artifact.type(), artifact);
    for (Role role : Role.group(group)) {
      if (!role.needs().contains(artifact.type())) {
        continue;
      }
      if (!role.all() && artifact.round() >= rounds && artifact.type().equals("Critique")) {
        // The limit: a circle of agents would go on for ever.
        continue;
      }
      if (!role.all()) {
        activate(group, role, List.of(artifact));
      } else if (there.keySet().containsAll(role.needs())) {
        activate(group, role, role.needs().stream().map(this::artifact).toList());
      }
    }
  }

  private Artifact artifact(String type) {
    Artifact artifact = there.get(type);
    if (artifact == null) {
      throw new IllegalStateException("no " + type);
    }
    return artifact;
  }

  private void activate(String group, Role role, List<Artifact> artifacts) throws IOException {
    Link host = hosts.get(group);
    if (host == null) {
      throw new IOException("no process of " + group);
    }
    String activation = "" + number++;
    for (Artifact artifact : artifacts) {
      host.send(artifact.frame("artifact").with("activation", activation));
      consumed++;
    }
    host.send(
        Frame.of("activate", "activation", activation, "agent", role.name()).with(Carry.headers()));
    active++;
    activations++;
  }

  @Override
  public void close() {
    for (Link link : links) {
      try {
        link.send(Frame.of("end"));
      } catch (IOException e) {
        // It has ended.
      }
    }
    door.close();
  }
}
