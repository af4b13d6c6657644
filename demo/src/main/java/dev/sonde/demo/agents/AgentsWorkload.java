package dev.sonde.demo.agents;

import dev.sonde.demo.Given;
import dev.sonde.demo.Tally;
import dev.sonde.demo.Telemetry;
import dev.sonde.demo.Workload;
import dev.sonde.demo.wire.Children;
import dev.sonde.demo.wire.Exchange;
import dev.sonde.sdk.Run;
import dev.sonde.sdk.scope.Carry;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Two agents in two processes, and a client that asks for one Fibonacci number after another. */
public final class AgentsWorkload implements Workload {

  @Override
  public String name() {
    return "agents";
  }

  @Override
  public String purpose() {
    return "two agents that pass messages: expected 16 s, takes longer, and the records say why";
  }

  @Override
  public String help() {
    return """
    A client asks the agent FibIter for one Fibonacci number after another; FibIter waits 500 ms and
    asks the agent FibStore, which waits 500 ms as well. 16 of them should take 16 s. They take longer,
    as the first request lies in a mailbox until the agents' processes are up, and messages take time.\
    """;
  }

  @Override
  public List<Choice> choices() {
    return List.of(new Choice("iterations", "N", "numbers to ask for, 1 to 90", "16"));
  }

  @Override
  public List<String> questions() {
    return List.of(
        "overview", "timeline --by name", "stats", "traces", "events --kind message.sent");
  }

  @Override
  public Tally run(Given given) throws Exception {
    int iterations = given.count("iterations", 1, 90);
    Tally tally = new Tally();
    try (Telemetry telemetry = Telemetry.start("client");
        Children children = new Children();
        Exchange exchange = Exchange.open();
        Run run = telemetry.sonde().run("agents")) {
      long wait = given.pause(Agent.WAIT_MILLIS).toNanos();
      long began = System.nanoTime();
      boolean right = true;
      try (Party client = Party.join(telemetry.sonde(), "client", exchange.port())) {
        for (String agent : List.of(Agent.ITER, Agent.STORE)) {
          List<String> words = List.of(agent, "" + exchange.port(), "" + wait);
          var _ =
              children
                  .start(Agent.class, 64, Carry.environment(), words)
                  .onExit()
                  .thenRun(() -> client.fail(new IOException(agent + " has ended")));
        }
        long previous = 0;
        long expected = 1;
        for (int i = 0; i < iterations; i++) {
          right &= client.ask(Agent.ITER, "next_fib", i) == expected;
          long next = previous + expected;
          previous = expected;
          expected = next;
        }
      } catch (Exception e) {
        run.failed(e);
        throw e;
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      tally
          .put(run.id(), "iterations", iterations)
          .put(run.id(), "messages", 4 * iterations)
          .put(run.id(), "actions", 2 * iterations)
          .put(run.id(), "expected s", seconds(2e-9 * wait * iterations))
          .put(run.id(), "took s", seconds(seconds))
          .check(run.id(), "numbers", right);
    }
    return tally;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
