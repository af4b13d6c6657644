package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.List;

/** Workers were there, and nothing had been submitted. */
final class ClientDelay implements Detector {

  @Override
  public List<Finding> find(Examined run) {
    Execution what = run.run;
    if (run.isSlight(Heading.CLIENT, Heading.NO_READY_TASK, Heading.UNKNOWN)) {
      return List.of();
    }
    long first = what.workers() == 0 ? what.startNanos() : Long.MAX_VALUE;
    for (int worker = 0; worker < what.workers(); worker++) {
      if (what.there(worker).size() > 0) {
        first = Math.min(first, what.there(worker).from(0));
      }
    }
    long idle = run.account.nanos(Heading.CLIENT);
    return List.of(
        new Finding(
            "client_delay",
            Finding.RUN,
            run.saved(Changes.submittedAtOnce(first - what.startNanos())),
            run.confidence(),
            List.of(
                "slots waited %s for the client, %s of what they were there for"
                    .formatted(
                        Amounts.seconds(idle / 1e9),
                        Amounts.share((double) idle / Math.max(1, run.account.capacityNanos())))),
            List.of(Look.at("account"), Look.at("stats").with("name", "client."))));
  }
}
