package dev.sonde.testkit.agents;

import java.util.List;

/**
 * What a party is asked to do; a request to oneself is a call, such as of a tool.
 *
 * @param name of the operation
 * @param asked the words of the request: the same twice is the same call
 */
public record Request(String party, String name, String asked, List<Step> steps) {

  /** A part of handling a request; parts come one after another. */
  public sealed interface Step {
    /** Of the party itself. */
    record Work(long nanos) implements Step {}

    /** Waits for the answer of one, or of all. */
    record Ask(List<Request> requests) implements Step {
      public Ask {
        requests = List.copyOf(requests);
      }

      public Ask(Request request) {
        this(List.of(request));
      }
    }
  }

  public Request {
    steps = List.copyOf(steps);
  }

  /** A call that asks nobody. */
  public static Request call(String party, String name, String asked, long nanos) {
    return new Request(party, name, asked, List.of(new Step.Work(nanos)));
  }

  public Request of(List<Step> other) {
    return new Request(party, name, asked, other);
  }
}
