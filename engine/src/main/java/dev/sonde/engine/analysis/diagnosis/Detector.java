package dev.sonde.engine.analysis.diagnosis;

import java.util.List;

/** Looks for one kind of finding. */
interface Detector {

  /** Candidates, however small what they would save; what is too small is left out by who asked. */
  List<Finding> find(Examined run);
}
