package dev.sonde.sdk.sampling;

import dev.sonde.sdk.own.Complaints;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;

/** The samplers that OpenTelemetry's variables name. */
public final class Samplers {

  private static final String NAME = "OTEL_TRACES_SAMPLER";
  private static final String ARGUMENT = "OTEL_TRACES_SAMPLER_ARG";

  private Samplers() {}

  /** A share of the traces that begin here; those that come from elsewhere as was decided there. */
  public static Sampler byParent(double share) {
    return Sampler.parentBased(share == 1 ? Sampler.alwaysOn() : new ShareSampler(share));
  }

  /** What the environment asks for; all where it asks for nothing or for what is not known, said once. */
  public static Sampler of(Map<String, String> environment) {
    String name = environment.getOrDefault(NAME, "").strip();
    return switch (name) {
      case "", "parentbased_always_on" -> Sampler.parentBased(Sampler.alwaysOn());
      case "always_on" -> Sampler.alwaysOn();
      case "always_off" -> Sampler.alwaysOff();
      case "parentbased_always_off" -> Sampler.parentBased(Sampler.alwaysOff());
      case "traceidratio" -> new ShareSampler(share(environment));
      case "parentbased_traceidratio" -> byParent(share(environment));
      default -> {
        Complaints.say(NAME, "'" + name + "' is not known; everything is recorded");
        yield Sampler.parentBased(Sampler.alwaysOn());
      }
    };
  }

  private static double share(Map<String, String> environment) {
    String said = environment.getOrDefault(ARGUMENT, "").strip();
    try {
      double share = said.isEmpty() ? 1 : Double.parseDouble(said);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below, with what is no share.
    }
    Complaints.say(ARGUMENT, "'" + said + "' is no number from 0 to 1; everything is recorded");
    return 1;
  }
}
