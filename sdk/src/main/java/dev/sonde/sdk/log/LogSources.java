package dev.sonde.sdk.log;

import dev.sonde.sdk.own.Complaints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The logging libraries that there are: each is looked at only by a class that needs it. */
final class LogSources {

  private interface Finder {
    @Nullable LogSource find();
  }

  private LogSources() {}

  /** Those that this process uses at this moment. */
  static List<LogSource> present() {
    List<LogSource> sources = new ArrayList<>();
    find("ch.qos.logback.classic.LoggerContext", LogbackSource::ofProcess, sources);
    find("org.apache.logging.log4j.core.LoggerContext", Log4jSource::ofProcess, sources);
    boolean others = !sources.isEmpty();
    find("java.util.logging.LogManager", () -> JulSource.ofProcess(others), sources);
    return sources;
  }

  private static void find(String needed, Finder finder, List<LogSource> to) {
    try {
      Class.forName(needed, false, LogSources.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return;
    }
    try {
      LogSource source = finder.find();
      if (source != null) {
        to.add(source);
      }
    } catch (RuntimeException | LinkageError e) {
      Complaints.say("logs of " + needed, e);
    }
  }
}
