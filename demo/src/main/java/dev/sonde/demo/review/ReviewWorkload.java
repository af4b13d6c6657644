package dev.sonde.demo.review;

import dev.sonde.demo.Given;
import dev.sonde.demo.Tally;
import dev.sonde.demo.Telemetry;
import dev.sonde.demo.Workload;
import dev.sonde.demo.wire.Children;
import dev.sonde.sdk.Run;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.scope.Carry;
import dev.sonde.sdk.task.Step;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Agents on a blackboard: two that go in circles, then a code review with one that is slow. */
public final class ReviewWorkload implements Workload {

  private static final int HEAP = 64;

  @Override
  public String name() {
    return "review";
  }

  @Override
  public String purpose() {
    return "agents that react to artifacts and ask a language model: a circle, and a slow review";
  }

  @Override
  public String help() {
    return """
    First a writer and a critic react to each other's artifacts until a limit stops them. Then a code
    review: security_auditor, bug_detector and style_checker work side by side, final_reviewer on what
    they found, reporter on that. It takes 45 s where 15 s should do. The language model is a small HTTP
    server of the demo's own that takes longer for longer prompts, and is sometimes overloaded.\
    """;
  }

  @Override
  public List<Choice> choices() {
    return List.of(new Choice("rounds", "N", "of writer and critic, 1 to 50", "6"));
  }

  @Override
  public List<String> questions() {
    return List.of(
        "traces --sort duration_s:desc",
        "spans --sort duration_s:desc",
        "stats",
        "timeline --by gen_ai.agent.name",
        "events --kind artifact.produced,artifact.consumed");
  }

  @Override
  public Tally run(Given given) throws Exception {
    int rounds = given.count("rounds", 1, 50);
    Tally tally = new Tally();
    try (Telemetry telemetry = Telemetry.start("demo-review");
        Children children = new Children();
        Board board = new Board(telemetry.sonde())) {
      Sonde sonde = telemetry.sonde();
      within(
          sonde,
          "story loop",
          run -> {
            begin(sonde, given, children, board);
            story(run, board, rounds, tally);
          });
      within(sonde, "code review", run -> review(run, board, given, tally));
    }
    return tally;
  }

  /** What is done in a run, which has failed where that throws. */
  private interface Part {
    void run(Run run) throws Exception;
  }

  private static void within(Sonde sonde, String name, Part part) throws Exception {
    try (Run run = sonde.run(name)) {
      try {
        part.run(run);
      } catch (Exception e) {
        run.failed(e);
        throw e;
      }
    }
  }

  private static void story(Run run, Board board, int rounds, Tally tally) throws Exception {
    Artifact brief = Artifact.of("Brief", "client", 0, "A story about a probe.");
    Board.Counts counts = board.run("authors", brief, rounds);
    long critiques = counts.types().stream().filter("Critique"::equals).count();
    put(tally, run, counts).check(run.id(), "circle", critiques == rounds);
  }

  private static void review(Run run, Board board, Given given, Tally tally) throws Exception {
    long began = System.nanoTime();
    Artifact code = Artifact.of("CodeSubmission", "client", 1, "int f(int x) { return x; }");
    Board.Counts counts = board.run("reviewers", code, 1);
    double seconds = (System.nanoTime() - began) / 1e9;
    put(tally, run, counts)
        .put(run.id(), "expected s", seconds(given.pause(15_000).toNanos() / 1e9))
        .put(run.id(), "took s", seconds(seconds))
        .check(run.id(), "report", counts.types().getLast().equals("Report"));
  }

  private static void begin(Sonde sonde, Given given, Children children, Board board)
      throws IOException, InterruptedException {
    try (Step _ = sonde.step("start agents")) {
      String port = "" + board.port();
      var _ =
          children.start(
              ModelServer.class, HEAP, Carry.environment(), List.of(port, "" + given.speed()));
      String model = "" + board.awaitModel();
      String pause = "" + given.pause(200).toNanos();
      for (String group : List.of("authors", "reviewers")) {
        var _ =
            children.start(
                Host.class, HEAP, Carry.environment(), List.of(group, port, model, pause));
      }
      board.awaitHost();
      board.awaitHost();
    }
  }

  private static Tally put(Tally tally, Run run, Board.Counts counts) {
    return tally
        .put(run.id(), "artifacts produced", counts.produced())
        .put(run.id(), "artifacts consumed", counts.consumed())
        .put(run.id(), "activations", counts.activations())
        .put(run.id(), "model calls", counts.calls())
        .put(run.id(), "refused calls", counts.refused())
        .put(run.id(), "input tokens", counts.inputTokens())
        .put(run.id(), "output tokens", counts.outputTokens());
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
