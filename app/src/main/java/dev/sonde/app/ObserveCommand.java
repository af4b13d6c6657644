package dev.sonde.app;

import dev.sonde.engine.question.CommonOption;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Puts one of the views to sources. */
final class ObserveCommand implements Command {

  @Override
  public String name() {
    return "observe";
  }

  @Override
  public String words() {
    return "VIEW SOURCE... [ARG] [options]";
  }

  @Override
  public String purpose() {
    return "look into files";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Cli.command(this, "");
    for (View<?, ?> view : Views.ALL) {
      spec.addSubcommand(view.about().name(), Cli.view(view));
    }
    return spec;
  }

  @Override
  public ExitCode run(List<String> words, Surroundings surroundings) throws IOException {
    if (words.isEmpty() || words.getFirst().equals("--help") || words.getFirst().equals("-h")) {
      surroundings.out().write(help());
      return ExitCode.ANSWERED;
    }
    View<?, ?> view = Views.named(words.getFirst());
    // Only the view that is asked is declared to the parser: all of them would cost a slow start.
    CommandSpec spec = Cli.view(view);
    ParseResult parsed = Cli.parse(spec, words.subList(1, words.size()));
    if (parsed.isUsageHelpRequested()) {
      surroundings.out().write(Cli.usage(spec));
      return ExitCode.ANSWERED;
    }
    return new ViewCommand(surroundings)
        .run(view, Cli.words(parsed), Cli.questions(parsed), Cli.presentation(parsed));
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) {
    throw new UsageException("sonde observe needs a view; sonde observe --help lists them");
  }

  /** The views by groups, as an investigation goes. */
  private static String help() {
    StringBuilder help = new StringBuilder();
    help.append("sonde observe VIEW SOURCE... [ARG] [options]\n");
    help.append("Looks into a capture: a file, a folder of parts, or - for standard input.\n");
    help.append("Begin with overview; every answer ends with the commands to run next.\n");
    for (About.Group group : About.Group.values()) {
      List<About> views =
          Views.ALL.stream().map(View::about).filter(about -> about.group() == group).toList();
      if (!views.isEmpty()) {
        help.append('\n').append(group.title()).append('\n');
        views.forEach(
            about -> help.append("  %-13s %s%n".formatted(about.name(), about.purpose())));
      }
    }
    help.append("\nOptions of all views\n");
    for (CommonOption option : CommonOption.ALL) {
      help.append(
          "  %-23s %s%n"
              .formatted("--" + option.name() + " " + option.values(), option.describe()));
    }
    help.append("  %-23s %s%n".formatted("--json, --csv", "the figures in full, for programs"));
    help.append("\nExample\n  sonde observe overview spans.json.gz\n");
    help.append("More of one view: sonde observe VIEW --help. How to investigate: sonde guide.\n");
    return help.toString();
  }
}
