package dev.sonde.app;

import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.render.Terminal;
import dev.sonde.engine.store.DiskFullException;
import dev.sonde.engine.store.StoreException;
import dev.sonde.ingest.SourceException;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The entry of the command line. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command on the process's own streams and returns its exit code. */
  static int run(String... args) {
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
    AppSettings settings =
        AppSettings.from(System.getenv(), System.getProperty("sonde.terminal", ""));
    return run(
        new Surroundings(settings, System.in, out, err, new FileOutputStream(FileDescriptor.out)),
        args);
  }

  /** Runs one command; every way in which it can end is mapped to an exit code here, and only here. */
  static int run(Surroundings surroundings, String... args) {
    List<String> given = Arrays.asList(args);
    // What sonde run is to run may have an option of that name.
    int own = given.indexOf("--") < 0 ? given.size() : given.indexOf("--");
    boolean debug = given.subList(0, own).contains("--debug");
    List<String> words = new ArrayList<>(given);
    words.subList(0, own).removeIf(word -> word.equals("--debug"));
    try {
      ExitCode exit = dispatch(surroundings, words);
      surroundings.out().flush();
      return exit.code();
    } catch (Failure e) {
      return failed(surroundings, e, e.exit(), debug);
    } catch (CommandLine.ParameterException e) {
      int code = failed(surroundings, Cli.named(e), ExitCode.USAGE, debug);
      surroundings.err().println("--help behind the command lists its options");
      return code;
    } catch (UsageException e) {
      return failed(surroundings, e, ExitCode.USAGE, debug);
    } catch (SourceException e) {
      return failed(surroundings, e, ExitCode.UNREADABLE, debug);
    } catch (DiskFullException e) {
      return failed(surroundings, e, ExitCode.CANNOT_START, debug);
    } catch (StoreException e) {
      return failed(surroundings, e, ExitCode.UNREADABLE, debug);
    } catch (UncheckedIOException | IOException e) {
      // A reader that went away (| head) has what it wanted.
      return isBrokenPipe(e)
          ? ExitCode.ANSWERED.code()
          : failed(surroundings, e, ExitCode.DEFECT, debug);
    } catch (RuntimeException | Error e) {
      surroundings.err().println("sonde: this is a defect of Sonde; --debug shows where");
      return failed(surroundings, e, ExitCode.DEFECT, debug);
    }
  }

  private static ExitCode dispatch(Surroundings surroundings, List<String> words)
      throws IOException {
    String first = words.isEmpty() ? "--help" : words.getFirst();
    return switch (first) {
      case "--version", "-V" -> say(surroundings, "sonde " + version() + "\n");
      case "--help", "-h", "help" -> say(surroundings, Commands.help());
      default -> Commands.named(first).run(words.subList(1, words.size()), surroundings);
    };
  }

  private static ExitCode say(Surroundings surroundings, String text) throws IOException {
    surroundings.out().write(text);
    return ExitCode.ANSWERED;
  }

  private static int failed(Surroundings surroundings, Throwable e, ExitCode exit, boolean debug) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    surroundings.err().println("sonde: " + harmless(message));
    if (debug) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      surroundings.err().println(harmless(trace.toString()));
    }
    return exit.code();
  }

  /** Messages quote names from files and from the command line, which may hold escapes. */
  private static String harmless(String lines) {
    return lines.lines().map(Terminal::harmless).collect(Collectors.joining("\n"));
  }

  private static boolean isBrokenPipe(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof IOException && message != null && message.contains("Broken pipe")) {
        return true;
      }
    }
    return false;
  }

  /** Of Sonde, as it was built. */
  static String version() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("build.properties")) {
      Properties build = new Properties();
      build.load(in);
      return build.getProperty("version", "unknown");
    }
  }
}
