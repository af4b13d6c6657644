package dev.sonde.demo.review;

import dev.sonde.demo.Logs;
import dev.sonde.demo.Telemetry;
import dev.sonde.demo.wire.Children;
import dev.sonde.demo.wire.Frame;
import dev.sonde.demo.wire.Link;
import dev.sonde.sdk.Sonde;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A process with several agents, each of which is run by what the board sends. */
public final class Host {

  private static final Logger LOG = Logger.getLogger(Host.class.getName());

  private final Sonde sonde;
  private final Link board;
  private final ModelClient model;
  private final Map<String, Role> roles = new HashMap<>();

  /** What came for an activation that is not complete yet, by its number; read by one thread. */
  private final Map<String, List<Artifact>> coming = new HashMap<>();

  private Host(Sonde sonde, Link board, ModelClient model, List<Role> roles) {
    this.sonde = sonde;
    this.board = board;
    this.model = model;
    roles.forEach(role -> this.roles.put(role.name(), role));
  }

  /**
   * @param args name of the group, port of the board, port of the model, pause in nanoseconds
   */
  public static void main(String[] args) throws Exception {
    Children.watchParent();
    Logs.quiet();
    try (Telemetry telemetry = Telemetry.start(args[0]);
        Link board = Link.to(Integer.parseInt(args[1]));
        ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
      ModelClient model =
          new ModelClient(
              telemetry.sonde(),
              Integer.parseInt(args[2]),
              Duration.ofNanos(Long.parseLong(args[3])));
      Host host = new Host(telemetry.sonde(), board, model, Role.group(args[0]));
      CountDownLatch end = new CountDownLatch(1);
      board.send(Frame.of("host", "group", args[0]));
      board.read("board", frame -> host.take(frame, agents, end), end::countDown);
      end.await();
      agents.shutdownNow();
    }
    System.exit(0);
  }

  private void take(Frame frame, ExecutorService agents, CountDownLatch end) {
    switch (frame.type()) {
      case "artifact" ->
          coming
              .computeIfAbsent(frame.text("activation"), number -> new ArrayList<>())
              .add(Artifact.of(frame));
      case "activate" -> {
        List<Artifact> artifacts = coming.remove(frame.text("activation"));
        agents.execute(() -> activate(frame, artifacts == null ? List.of() : artifacts));
      }
      default -> end.countDown();
    }
  }

  private void activate(Frame frame, List<Artifact> artifacts) {
    Role role = roles.get(frame.text("agent"));
    if (role == null) {
      throw new IllegalStateException("no agent " + frame.text("agent") + " here");
    }
    try (var _ = sonde.messages().handling(frame.fields());
        var _ = sonde.within("gen_ai.agent.name", role.name())) {
      Span span =
          sonde
              .openTelemetry()
              .getTracer("dev.sonde.demo")
              .spanBuilder("invoke_agent " + role.name())
              .setParent(Context.current())
              .setAttribute("gen_ai.operation.name", "invoke_agent")
              .setAttribute("gen_ai.agent.name", role.name())
              .startSpan();
      try (Scope _ = span.makeCurrent()) {
        answer(role, artifacts, frame.text("activation"));
      } catch (IOException | InterruptedException | RuntimeException e) {
        LOG.log(Level.SEVERE, role.name() + " failed", e);
        span.recordException(e);
        span.setStatus(StatusCode.ERROR);
        fail(frame.text("activation"), e);
      } finally {
        span.end();
      }
    }
  }

  private void answer(Role role, List<Artifact> artifacts, String activation)
      throws IOException, InterruptedException {
    int round = 0;
    for (Artifact artifact : artifacts) {
      round = Math.max(round, artifact.round());
      sonde.artifacts().consumed(artifact.id(), artifact.type(), artifact.producer(), role.name());
    }
    LOG.log(
        Level.INFO,
        "{0} reacts to {1}",
        new Object[] {
          role.name(), String.join(", ", artifacts.stream().map(Artifact::type).toList())
        });
    ModelClient.Answer answer = model.ask(role.model(), prompt(role, artifacts));
    Artifact made =
        Artifact.of(
            role.makes(),
            role.name(),
            role.name().equals("writer") ? round + 1 : round,
            answer.text());
    sonde.artifacts().produced(made.id(), made.type(), role.name());
    board.send(
        made.frame("produced")
            .with("activation", activation)
            .with("calls", answer.calls())
            .with("refused", answer.refused())
            .with("input", answer.inputTokens())
            .with("output", answer.outputTokens()));
  }

  /** Who it is, what it reacts to, and as much of the house rules as fits. */
  private static String prompt(Role role, List<Artifact> artifacts) {
    StringBuilder prompt = new StringBuilder(role.name()).append('\n');
    artifacts.forEach(artifact ->
        prompt.append(artifact.type()).append(": ").append(artifact.text()).append('\n'));
    for (int rule = 1; prompt.length() < role.promptBytes(); rule++) {
      prompt.append("Rule ").append(rule).append(": look at every line, and say what is wrong.\n");
    }
    prompt.setLength(role.promptBytes());
    return prompt.toString();
  }

  private void fail(String activation, Exception why) {
    try {
      board.send(
          Frame.of(
              "failed", "activation", activation, "message", String.valueOf(why.getMessage())));
    } catch (IOException e) {
      // The board is gone, and so will this process be.
    }
  }
}
