package dev.sonde.demo.agents;

import dev.sonde.demo.Logs;
import dev.sonde.demo.Telemetry;
import dev.sonde.demo.wire.Children;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The process of one agent. {@code FibStore} holds the pair of numbers and advances it; {@code FibIter}
 * gives the next number, for which it asks the store.
 */
public final class Agent {

  private static final Logger LOG = Logger.getLogger(Agent.class.getName());

  static final String ITER = "FibIter";
  static final String STORE = "FibStore";
  static final long WAIT_MILLIS = 500;

  private long previous = 0;
  private long current = 1;

  private Agent() {}

  /**
   * @param args name, port of the exchange, wait in nanoseconds
   */
  public static void main(String[] args) throws Exception {
    Children.watchParent();
    Logs.quiet();
    String name = args[0];
    Duration wait = Duration.ofNanos(Long.parseLong(args[2]));
    try (Telemetry telemetry = Telemetry.start(name);
        Party party = Party.join(telemetry.sonde(), name, Integer.parseInt(args[1]))) {
      Agent agent = new Agent();
      LOG.log(Level.INFO, "{0} begins", name);
      party.serve(
          name.equals(ITER)
              ? (action, argument) -> next(party, wait, argument)
              : (action, argument) -> agent.advance(wait));
    }
    System.exit(0);
  }

  private static long next(Party party, Duration wait, long iteration) throws Exception {
    Thread.sleep(wait);
    long number = party.ask(STORE, "advance", iteration);
    LOG.log(Level.INFO, "number {0} is {1}", new Object[] {iteration, number});
    return number;
  }

  private long advance(Duration wait) throws InterruptedException {
    Thread.sleep(wait);
    long next = previous + current;
    previous = current;
    current = next;
    return previous;
  }
}
