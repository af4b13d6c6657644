package dev.sonde.sdk;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.pipeline.ProcessResource;
import dev.sonde.sdk.scope.Carry;
import dev.sonde.sdk.scope.Within;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;

/** The trace and the run that a process was started in. */
public final class Inherited {

  private static final List<AttributeKey<String>> RUN =
      List.of(AttributeKey.stringKey(Keys.RUN_ID), AttributeKey.stringKey(Keys.RUN_NAME));

  private Inherited() {}

  /** Who makes the records of this process, with the run that it is part of. */
  public static Attributes resource(Map<String, String> environment) {
    Attributes process = ProcessResource.of(environment);
    return resource(process, context(environment, process));
  }

  /**
   * {@code TRACEPARENT}, {@code TRACESTATE} and {@code BAGGAGE}; where the last has no run, that of the
   * resource, as {@code sonde run} says it.
   */
  static Context context(Map<String, String> environment, Attributes resource) {
    Context context = Carry.fromEnvironment(environment);
    Baggage baggage = Baggage.fromContext(context);
    if (baggage.getEntryValue(Keys.RUN_ID) != null || resource.get(RUN.get(0)) == null) {
      return context;
    }
    BaggageBuilder more = baggage.toBuilder();
    for (AttributeKey<String> key : RUN) {
      String value = resource.get(key);
      if (value != null) {
        more.put(key.getKey(), value);
      }
    }
    return Carry.withRun(context.with(more.build()));
  }

  /** The resource with that run, so that what is recorded outside of any context belongs to it too. */
  static Attributes resource(Attributes said, Context context) {
    AttributesBuilder all = said.toBuilder();
    for (AttributeKey<String> key : RUN) {
      String value = Within.keys(context).get(key);
      if (value != null && said.get(RUN.get(0)) == null) {
        all.put(key, value);
      }
    }
    return all.build();
  }
}
