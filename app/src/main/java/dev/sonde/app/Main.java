package dev.sonde.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The entry of the command line. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command and returns its exit code. */
  static int run(String... args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println("sonde " + version());
      return 0;
    }
    System.out.println("Usage: sonde [--version] [--help]");
    return args.length == 1 && args[0].equals("--help") ? 0 : 2;
  }

  private static String version() {
    try (InputStream in = Main.class.getResourceAsStream("build.properties")) {
      Properties build = new Properties();
      build.load(in);
      return build.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
