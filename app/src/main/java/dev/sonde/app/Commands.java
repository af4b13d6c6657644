package dev.sonde.app;

import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.view.Views;
import java.util.List;

/** Every command, in the order of help. A new one is added here, and shows up everywhere. */
final class Commands {

  static final List<Command> ALL =
      List.of(
          new ObserveCommand(),
          new CompareCommand(),
          new LogsCommand(),
          new SqlCommand(),
          new ExportCommand(),
          new RunCommand(),
          new ServeCommand(),
          new CaptureCommand(),
          new ClearCommand(),
          new DemoCommand(),
          new DoctorCommand(),
          new GuideCommand(),
          new CompletionCommand());

  private Commands() {}

  /**
   * The command of a name.
   *
   * @throws UsageException where there is none, with the nearest names
   */
  static Command named(String name) {
    for (Command command : ALL) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    if (Views.ALL.stream().anyMatch(view -> view.about().name().equals(name))) {
      throw new UsageException(
          "no command '" + name + "', but a view: sonde observe " + name + " FILE");
    }
    throw new UsageException(
        Suggestion.unknown("command", name, ALL.stream().map(Command::name).toList())
            + "\nsonde --help shows all of them");
  }

  /** The first help that anybody sees. */
  static String help() {
    StringBuilder help =
        new StringBuilder(
            """
            sonde COMMAND ...
            Telemetry you can talk to: ask a capture what happened, why it was slow, what failed first.

            """);
    for (Command command : ALL) {
      help.append(
          "  %-38s %s%n".formatted(command.name() + " " + command.words(), command.purpose()));
    }
    return help.append(
            """
              --version, --help

            Begin with: sonde observe overview FILE
            sonde observe --help lists the views; every command explains itself with --help.
            """)
        .toString();
  }
}
