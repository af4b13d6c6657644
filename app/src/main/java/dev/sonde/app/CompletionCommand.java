package dev.sonde.app;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Prints a script that teaches a shell the commands, views and options. */
final class CompletionCommand implements Command {

  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String words() {
    return "bash|zsh|fish";
  }

  @Override
  public String purpose() {
    return "a script that completes commands, views and options in a shell";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Cli.command(
            this,
            """
            bash, in ~/.bashrc:  eval "$(sonde completion bash)"
            zsh, in ~/.zshrc, behind compinit:  eval "$(sonde completion zsh)"
            fish:  sonde completion fish > ~/.config/fish/completions/sonde.fish\
            """);
    Cli.words(spec, "SHELL", String.join(", ", SHELLS), SHELLS);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Surroundings surroundings) throws IOException {
    List<String> words = Cli.words(parsed);
    String shell = words.size() == 1 ? words.getFirst() : "";
    List<Place> places = Place.all();
    surroundings
        .out()
        .write(
            switch (shell) {
              case "bash" -> CompletionScripts.bash(places);
              case "zsh" -> CompletionScripts.zsh(places);
              case "fish" -> CompletionScripts.fish(places);
              default ->
                  throw new Failure(
                      ExitCode.USAGE,
                      "sonde completion takes one shell of "
                          + String.join(", ", SHELLS)
                          + (words.isEmpty() ? "" : ", not " + String.join(" ", words)));
            });
    return ExitCode.ANSWERED;
  }
}
