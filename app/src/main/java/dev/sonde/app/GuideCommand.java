package dev.sonde.app;

import dev.sonde.engine.guide.Guide;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** How to investigate, in one page; a page for each topic and each view. */
final class GuideCommand implements Command {

  @Override
  public String name() {
    return "guide";
  }

  @Override
  public String words() {
    return "[TOPIC]";
  }

  @Override
  public String purpose() {
    return "how to investigate, in one page, for people and agents";
  }

  @Override
  public CommandSpec spec() {
    StringBuilder topics = new StringBuilder("Topics:");
    Guide.TOPICS.forEach(
        topic -> topics.append("%n  %-12s %s".formatted(topic.name(), topic.purpose())));
    topics.append("%n  %-12s its help".formatted("any view"));
    CommandSpec spec = Cli.command(this, topics.toString());
    Cli.words(spec, "TOPIC", "a topic or a view; without one, where to begin", Guide.names());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    List<String> words = Cli.words(parsed);
    if (words.size() > 1) {
      throw new Failure(
          ExitCode.USAGE,
          "sonde guide takes one topic, not " + words.size() + ": " + String.join(" ", words));
    }
    String topic = words.isEmpty() ? Guide.FIRST : words.getFirst();
    boolean view =
        !Guide.isPage(topic)
            && Views.ALL.stream().anyMatch(known -> known.about().name().equals(topic));
    surroundings.out().write(view ? Cli.usage(Cli.view(Views.named(topic))) : Guide.page(topic));
    return ExitCode.ANSWERED;
  }
}
