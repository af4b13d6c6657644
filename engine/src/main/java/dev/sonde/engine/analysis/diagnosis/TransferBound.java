package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;

/** Attempts wait for data to move. */
final class TransferBound implements Detector {

  @Override
  public List<Finding> find(Examined run) {
    if (run.isSlight(Heading.TRANSFER)) {
      return List.of();
    }
    long moving = Shared.sum(run, run.replay::movingNanos);
    if (moving == 0) {
      return unassigned(run);
    }
    int prefix = Shared.prefix(run, run.replay::movingNanos);
    // Others may have nothing to move; then it is how data moves, not who needs it.
    boolean one = prefix >= 0 && othersMove(run, prefix);
    List<Look> look = new ArrayList<>(List.of(Look.at("transfers")));
    if (one) {
      look.add(Look.at("transfers").with("prefix", run.run.prefixName(prefix)));
    }
    look.add(Look.at("critical-path"));
    return List.of(
        new Finding(
            "transfer_bound",
            one ? Finding.prefix(run.run.prefixName(prefix)) : Finding.RUN,
            run.saved(Changes.withoutTransfers(each -> true)),
            run.confidence(),
            because(run, moving),
            look));
  }

  private static List<String> because(Examined run, long moving) {
    return List.of(
        "attempts waited %s for what they needed to move".formatted(Amounts.seconds(moving / 1e9)),
        "transfers make %s of the critical path"
            .formatted(
                Amounts.share(
                    (double) run.onPath.getOrDefault(Heading.TRANSFER, 0L) / run.run.wallNanos())));
  }

  /** Whether attempts of other prefixes receive something as well. */
  private static boolean othersMove(Examined run, int prefix) {
    long own = 0;
    long all = 0;
    for (int work = 0; work < run.run.works(); work++) {
      if (run.run.heading(work) == Heading.TRANSFER && run.run.task(work) >= 0) {
        all++;
        own += run.run.prefix(run.run.task(work)) == prefix ? 1 : 0;
      }
    }
    return all - own > all / 4;
  }

  /** Where nobody says for whom data moved, only the path tells. */
  private static List<Finding> unassigned(Examined run) {
    long onPath = run.onPath.getOrDefault(Heading.TRANSFER, 0L);
    return List.of(
        new Finding(
            "transfer_bound",
            Finding.RUN,
            onPath,
            Finding.Confidence.LOW,
            List.of(
                "transfers make %s of the critical path, as far as the order of time tells; the"
                        .formatted(Amounts.share((double) onPath / run.run.wallNanos()))
                    + " source does not say which task waited for which"),
            List.of(Look.at("transfers"), Look.at("critical-path"))));
  }
}
