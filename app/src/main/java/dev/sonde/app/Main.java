package dev.sonde.app;

import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import dev.sonde.ingest.SourceException;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine;

/** The entry of the command line. */
public final class Main {

  private static final List<String> COMMANDS = List.of("observe", "guide");

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
    return run(new Surroundings(settings, out, err), args);
  }

  /** Runs one command; every way in which it can end is mapped to an exit code here, and only here. */
  static int run(Surroundings surroundings, String... args) {
    boolean debug = Arrays.asList(args).contains("--debug");
    String[] words =
        Arrays.stream(args).filter(word -> !word.equals("--debug")).toArray(String[]::new);
    try {
      ExitCode exit = dispatch(surroundings, words);
      surroundings.out().flush();
      return exit.code;
    } catch (Failure e) {
      return failed(surroundings, e, e.exit(), debug);
    } catch (UsageException | CommandLine.ParameterException e) {
      return failed(surroundings, e, ExitCode.USAGE, debug);
    } catch (SourceException e) {
      return failed(surroundings, e, ExitCode.UNREADABLE, debug);
    } catch (StoreException e) {
      return failed(surroundings, e, ExitCode.UNREADABLE, debug);
    } catch (UncheckedIOException | IOException e) {
      // A reader that went away (| head) has what it wanted.
      return isBrokenPipe(e)
          ? ExitCode.ANSWERED.code
          : failed(surroundings, e, ExitCode.DEFECT, debug);
    } catch (RuntimeException e) {
      surroundings.err().println("sonde: this is a defect of Sonde; --debug shows where");
      return failed(surroundings, e, ExitCode.DEFECT, debug);
    }
  }

  private static ExitCode dispatch(Surroundings surroundings, String... args) throws IOException {
    String command = args.length == 0 ? "--help" : args[0];
    return switch (command) {
      case "--version", "-V" -> say(surroundings, "sonde " + version() + "\n");
      case "--help", "-h", "help" -> say(surroundings, help());
      case "observe" -> observe(surroundings, Cli.after(args, 1));
      default ->
          throw new UsageException(
              Suggestion.unknown("command", command, COMMANDS)
                  + "\nsonde --help shows all of them");
    };
  }

  private static ExitCode observe(Surroundings surroundings, List<String> words)
      throws IOException {
    if (words.isEmpty() || words.getFirst().equals("--help") || words.getFirst().equals("-h")) {
      return say(surroundings, Cli.observeHelp());
    }
    View<?, ?> view = Views.named(words.getFirst());
    CommandLine.Model.CommandSpec spec = Cli.view(view);
    CommandLine.ParseResult parsed = Cli.parse(spec, words.subList(1, words.size()));
    if (parsed.isUsageHelpRequested()) {
      return say(surroundings, Cli.usage(spec));
    }
    return new ViewCommand(surroundings)
        .run(view, Cli.words(parsed), Cli.questions(parsed), Cli.presentation(parsed));
  }

  private static ExitCode say(Surroundings surroundings, String text) throws IOException {
    surroundings.out().write(text);
    return ExitCode.ANSWERED;
  }

  private static String help() {
    return """
    sonde COMMAND ...
    Telemetry you can talk to: ask a capture what happened, why it was slow, what failed first.

      observe VIEW SOURCE...   look into files; begin with: sonde observe overview FILE
      --version, --help

    sonde observe --help lists the views; every command explains itself with --help.
    """;
  }

  private static int failed(Surroundings surroundings, Exception e, ExitCode exit, boolean debug) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    surroundings.err().println("sonde: " + message);
    if (debug) {
      e.printStackTrace(surroundings.err());
    }
    return exit.code;
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

  private static String version() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("build.properties")) {
      Properties build = new Properties();
      build.load(in);
      return build.getProperty("version", "unknown");
    }
  }
}
