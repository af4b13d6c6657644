package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A command is declared once")
class CommandsTest {

  @TempDir static Path folder;

  private final Sonde sonde = new Sonde(folder);

  @Test
  void every_command_is_in_the_first_help_and_explains_itself() {
    Sonde.Ran help = sonde.run("--help");
    assertThat(help.exit()).isZero();
    for (Command command : Commands.ALL) {
      assertThat(help.out()).contains("  " + command.name() + " ").contains(command.purpose());
      Sonde.Ran own = sonde.run(command.name(), "--help");
      assertThat(own.exit()).isZero();
      assertThat(own.out()).startsWith("sonde " + command.name());
      assertThat(own.err()).isEmpty();
    }
  }

  @Test
  void nothing_said_is_a_call_for_help() {
    assertThat(sonde.run().out()).isEqualTo(sonde.run("--help").out());
  }

  @Test
  void an_unknown_command_is_told_the_nearest() {
    Sonde.Ran ran = sonde.run("giude");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("sonde: no command 'giude' among ").contains("guide");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void a_view_without_observe_is_told_how_it_is_asked() {
    Sonde.Ran ran = sonde.run("overview", "spans.json");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err().lines())
        .containsExactly("sonde: no command 'overview', but a view: sonde observe overview FILE");
  }

  @Test
  void an_unknown_option_is_wrong_usage() {
    for (Command command : Commands.ALL) {
      if (!(command instanceof ObserveCommand)) {
        Sonde.Ran ran = sonde.run(command.name(), "--no-such-option");
        assertThat(ran.exit()).as(command.name()).isEqualTo(2);
        assertThat(ran.err()).contains("--no-such-option");
      }
    }
  }
}
