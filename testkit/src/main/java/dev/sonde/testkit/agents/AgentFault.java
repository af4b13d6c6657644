package dev.sonde.testkit.agents;

import dev.sonde.testkit.agents.Request.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What can be wrong with a run of agents, under the names of the findings. */
public enum AgentFault {
  /** Many ask one that handles one request at a time. */
  QUEUE_WAIT {
    @Override
    Planted plant(Request run, Random random) {
      int many = 8 + random.nextInt(9);
      long each = share(run, random, 0.2, 0.4) / many;
      List<Request> requests = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        requests.add(
            new Request(
                "desk",
                "answer",
                "question " + i,
                List.of(
                    new Step.Work(each / 2),
                    new Step.Ask(Request.call("desk", "look-up", "entry " + i, each / 2)))));
      }
      Request changed = with(run, List.of(new Step.Ask(requests)));
      return new Planted(
          changed, Map.of("desk", 1), "thing:gen_ai.agent.name=desk", changed, Map.of());
    }
  },
  /** One operation is so slow that it is most of the run: all its calls, or some. */
  SLOW_CALL {
    @Override
    Planted plant(Request run, Random random) {
      boolean some = random.nextBoolean();
      int calls = 9;
      long usual = share(run, random, 0.02, 0.03);
      long slow = share(run, random, 1.5, 3) / (some ? 3 : calls);
      List<Step> changed = new ArrayList<>();
      List<Step> mended = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        boolean isSlow = !some || i % 3 == 1;
        changed.add(call("geocode", i, varied(isSlow ? slow : usual, random)));
        // At the median of its kind where some are slow; gone where all are.
        mended.add(call("geocode", i, some ? usual : 0));
      }
      return new Planted(
          with(run, changed), Map.of(), "thing:name=geocode", with(run, mended), Map.of());
    }
  },
  /** The same call again and again. */
  REPEATED_CALLS {
    @Override
    Planted plant(Request run, Random random) {
      int times = 8 + random.nextInt(20);
      long each = share(run, random, 0.25, 0.6) / times;
      List<Step> changed = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        changed.add(call("lookup", 7, varied(each, random)));
      }
      return new Planted(
          with(run, changed),
          Map.of(),
          "thing:name=lookup",
          with(run, changed.subList(0, 1)),
          Map.of());
    }
  },
  /** Two that ask each other, each within the request of the other. */
  AGENT_LOOP {
    @Override
    Planted plant(Request run, Random random) {
      int rounds = 5 + random.nextInt(6);
      long each = share(run, random, 0.3, 0.8) / rounds;
      return new Planted(
          with(run, List.of(new Step.Ask(loop(rounds, each)))),
          Map.of(),
          "thing:agents=author,critic",
          with(run, List.of(new Step.Ask(loop(1, each)))),
          Map.of());
    }

    private static Request loop(int rounds, long each) {
      List<Step> author = new ArrayList<>();
      author.add(new Step.Work(each / 8));
      author.add(new Step.Ask(Request.call("author", "write", "draft " + rounds, each * 3 / 8)));
      List<Step> critic = new ArrayList<>();
      critic.add(new Step.Work(each / 8));
      critic.add(new Step.Ask(Request.call("critic", "read", "draft " + rounds, each * 3 / 8)));
      if (rounds > 1) {
        critic.add(new Step.Ask(loop(rounds - 1, each)));
      }
      author.add(new Step.Ask(new Request("critic", "judge", "draft " + rounds, critic)));
      return new Request("author", "improve", "draft " + rounds, author);
    }
  },
  /** An operation that takes longer with every round. */
  GROWTH {
    @Override
    Planted plant(Request run, Random random) {
      int rounds = 9 + random.nextInt(9);
      long first = share(run, random, 0.15, 0.3) / rounds;
      double more = 0.3 + 0.3 * random.nextDouble();
      List<Step> changed = new ArrayList<>();
      List<Step> mended = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        changed.add(call("summarise", i, varied(Math.round(first * (1 + more * i)), random)));
        mended.add(call("summarise", i, first));
      }
      return new Planted(
          with(run, changed), Map.of(), "thing:name=summarise", with(run, mended), Map.of());
    }
  };

  /**
   * A run with the fault, and without.
   *
   * @param atOnce how many requests a party handles at once; those that are not named: all
   * @param subject as a finding names it
   */
  public record Planted(
      Request run,
      Map<String, Integer> atOnce,
      String subject,
      Request mended,
      Map<String, Integer> mendedAtOnce) {}

  abstract Planted plant(Request run, Random random);

  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A run with the fault.
   *
   * @param healthy the run without it
   */
  public Planted in(Request healthy, Random random) {
    return plant(healthy, random);
  }

  /** Further steps among those of the first agent, one after each round and the rest at the end. */
  private static Request with(Request run, List<Step> more) {
    List<Step> steps = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < run.steps().size(); i++) {
      steps.add(run.steps().get(i));
      if (i % 2 == 1 && next < more.size()) {
        steps.add(more.get(next++));
      }
    }
    steps.addAll(more.subList(next, more.size()));
    return run.of(steps);
  }

  private static Step call(String name, int number, long nanos) {
    return new Step.Ask(Request.call(AgentShape.FIRST, name, name + " number " + number, nanos));
  }

  private static long varied(long nanos, Random random) {
    return Math.round(nanos * (0.9 + 0.2 * random.nextDouble()));
  }

  /** Nanoseconds, a share of what the run takes without a fault. */
  private static long share(Request run, Random random, double least, double most) {
    long wall = AgentRun.play(run, Map.of()).wallNanos();
    return Math.round(wall * (least + (most - least) * random.nextDouble()));
  }
}
