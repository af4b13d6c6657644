package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.question.CommonOption;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Completion")
class CompletionTest {

  @TempDir static Path folder;

  private final Sonde sonde = new Sonde(folder);

  /** What a bash says to a program, which must succeed. */
  private static String bash(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "--norc", "--noprofile"));
    command.addAll(Arrays.asList(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private Path script() throws IOException {
    Sonde.Ran ran = sonde.run("completion", "bash");
    assertThat(ran.exit()).isZero();
    return Files.writeString(folder.resolve("sonde.bash"), ran.out());
  }

  /** What bash offers behind these words, the last of which is being written. */
  private List<String> offered(String... words) throws IOException, InterruptedException {
    String ask =
        ". '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _sonde; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(
                script(),
                String.join(" ", Arrays.stream(words).map(word -> "'" + word + "'").toList()),
                words.length - 1);
    return bash("-c", ask).lines().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void bash_takes_the_script() throws Exception {
    assertThat(bash("-n", script().toString())).isEmpty();
  }

  @Test
  void bash_offers_every_command() throws Exception {
    List<String> all = new ArrayList<>(Commands.ALL.stream().map(Command::name).toList());
    all.addAll(List.of("--help", "--version"));
    assertThat(offered("sonde", "")).containsExactlyInAnyOrderElementsOf(all);
    assertThat(offered("sonde", "obs")).containsExactly("observe");
  }

  @Test
  void bash_offers_every_view() throws Exception {
    assertThat(offered("sonde", "observe", ""))
        .containsExactlyElementsOf(Views.ALL.stream().map(v -> v.about().name()).toList());
  }

  @Test
  void bash_offers_the_view_s_own_options_and_the_common_ones() throws Exception {
    assertThat(offered("sonde", "observe", "timeline", "spans.json", "--b"))
        .containsExactlyInAnyOrder("--by", "--bins");
    List<String> options = offered("sonde", "observe", "timeline", "--");
    for (CommonOption common : CommonOption.ALL) {
      assertThat(options).contains("--" + common.name());
    }
  }

  @Test
  void bash_offers_the_values_of_an_option_that_has_some() throws Exception {
    assertThat(offered("sonde", "observe", "timeline", "spans.json", "--by", ""))
        .containsExactlyInAnyOrder("component", "worker", "name", "prefix");
  }

  @Test
  void bash_leaves_files_and_free_values_to_itself() throws Exception {
    assertThat(offered("sonde", "observe", "timeline", "")).isEmpty();
    assertThat(offered("sonde", "observe", "timeline", "spans.json", "--worker", "")).isEmpty();
  }

  @Test
  void bash_offers_shells_and_topics() throws Exception {
    assertThat(offered("sonde", "completion", "")).containsExactly("bash", "zsh", "fish");
    assertThat(offered("sonde", "guide", "sq")).containsExactly("sql");
  }

  @Test
  void zsh_and_fish_are_told_every_command_view_and_option() {
    String zsh = sonde.run("completion", "zsh").out();
    String fish = sonde.run("completion", "fish").out();
    assertThat(zsh).startsWith("#compdef sonde\n");
    for (Place place : Place.all()) {
      assertThat(zsh).contains("'" + place.name() + ":");
      assertThat(fish).contains(" -a " + place.name() + " -d ");
      for (Place.Choice option : place.options()) {
        assertThat(zsh).contains("'" + option.name() + ":");
        assertThat(fish).contains(" -l " + option.name().substring(2) + " ");
      }
    }
  }

  @Test
  void another_shell_is_refused_with_those_that_are_known() {
    Sonde.Ran ran = sonde.run("completion", "tcsh");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo("sonde: sonde completion takes one shell of bash, zsh, fish, not tcsh\n");
    assertThat(ran.out()).isEmpty();
  }
}
