package dev.sonde.testkit.agents;

import dev.sonde.testkit.agents.Request.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** How agents work together; what they do takes about as long everywhere. */
public enum AgentShape {
  /** One asks the others in turn. */
  IN_TURN {
    @Override
    List<Step> rounds(Maker maker) {
      return maker.rounds(
          8 + maker.random.nextInt(8), round -> new Step.Ask(maker.handle(round % AGENTS, round)));
    }
  },
  /** One asks several at once and waits for all of them, round after round. */
  GATHER {
    @Override
    List<Step> rounds(Maker maker) {
      return maker.rounds(
          6 + maker.random.nextInt(4),
          round ->
              new Step.Ask(
                  IntStream.range(0, AGENTS).mapToObj(i -> maker.handle(i, round)).toList()));
    }
  },
  /** Each asks the next. */
  PIPELINE {
    @Override
    List<Step> rounds(Maker maker) {
      return maker.rounds(
          6 + maker.random.nextInt(5),
          round -> {
            Request request = maker.handle(AGENTS - 1, round);
            for (int agent = AGENTS - 2; agent >= 0; agent--) {
              List<Step> steps = new ArrayList<>(maker.handle(agent, round).steps());
              steps.add(steps.size() / 2, new Step.Ask(request));
              request = maker.handle(agent, round).of(steps);
            }
            return new Step.Ask(request);
          });
    }
  },
  /** Author and critic, twice within each other, beside others. */
  REVIEW {
    @Override
    List<Step> rounds(Maker maker) {
      return maker.rounds(
          8 + maker.random.nextInt(4),
          round -> {
            Request inner = maker.handle(round % 2, round);
            Request outer = maker.handle(2 + round % 2, round);
            List<Step> steps = new ArrayList<>(outer.steps());
            steps.add(new Step.Ask(inner));
            return new Step.Ask(outer.of(steps));
          });
    }
  };

  static final int AGENTS = 4;
  static final String FIRST = "coordinator";

  private static final long MS = 1_000_000;
  private static final List<String> TOOLS =
      List.of(
          "search", "fetch", "parse", "rank", "draft", "cite", "check", "score", "plan", "merge",
          "store", "notify");

  abstract List<Step> rounds(Maker maker);

  /** What the first agent does, round by round. */
  public Request run(Random random) {
    return new Request(FIRST, "coordinate", "all", rounds(new Maker(random)));
  }

  /** Makes rounds and what is done in them. */
  static final class Maker {
    final Random random;

    Maker(Random random) {
      this.random = random;
    }

    interface Round {
      Step of(int round);
    }

    /** The first agent's own work in between. */
    List<Step> rounds(int count, Round round) {
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        steps.add(new Step.Work(nanos(4)));
        steps.add(round.of(i));
      }
      return steps;
    }

    /** Three tools of its own, asked anew in each round. */
    Request handle(int agent, int round) {
      String name = name(agent);
      List<Step> steps = new ArrayList<>();
      for (int tool = 0; tool < 3; tool++) {
        steps.add(new Step.Work(nanos(3)));
        String what = TOOLS.get(agent * 3 + tool);
        steps.add(new Step.Ask(Request.call(name, what, what + " of round " + round, nanos(25))));
      }
      return new Request(name, "handle-" + agent, "round " + round, steps);
    }

    /** Two thirds to four thirds of what is usual. */
    long nanos(long usualMillis) {
      return Math.round(usualMillis * MS * (2 + 2 * random.nextDouble()) / 3);
    }
  }

  static String name(int agent) {
    return "agent-" + agent;
  }
}
