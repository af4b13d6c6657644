package dev.sonde.ingest.otlp;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where the records and problems of one reading go to. */
final class Output {

  /** Requests repeat their producers; a source with more of them than this starts anew. */
  private static final int ORIGIN_LIMIT = 10_000;

  final Batches batches;
  private final Problems problems;
  private final Supplier<String> place;
  private final Map<Origin, Origin> origins = new HashMap<>();

  /**
   * @param place names where the reading is, for messages
   */
  Output(Batches batches, Problems problems, Supplier<String> place) {
    this.batches = batches;
    this.problems = problems;
    this.place = place;
  }

  void note(Problem.Code code, String message) {
    problems.note(code, place.get(), message);
  }

  void reject(Problem.Code code, String message) {
    problems.reject(code, place.get(), message);
  }

  /** The one origin that stands for all equal ones: writers store an origin once by its identity. */
  Origin shared(Origin origin) {
    Origin known = origins.get(origin);
    if (known != null) {
      return known;
    }
    if (origins.size() >= ORIGIN_LIMIT) {
      origins.clear();
    }
    origins.put(origin, origin);
    return origin;
  }
}
