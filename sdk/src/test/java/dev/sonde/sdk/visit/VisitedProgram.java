package dev.sonde.sdk.visit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that opens what its environment says. */
final class VisitedProgram {

  private static final Logger LOG = LoggerFactory.getLogger("com.acme.Child");

  private VisitedProgram() {}

  public static void main(String[] args) {
    LOG.info("before");
    try (Visit visit = Visit.fromEnvironment()) {
      LOG.atTrace().addKeyValue("n", args.length).log("traced");
      org.apache.logging.log4j.LogManager.getLogger("com.acme.Child").debug("of log4j {}", 2);
      java.util.logging.Logger.getLogger("com.acme.Child").fine("of the JDK");
      System.out.println(visit.losses().total());
    }
    LOG.info("after");
  }
}
