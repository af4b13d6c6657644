package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sonde.engine.guide.Guide;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide")
class GuideTest {

  private static final Encoding O200K =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  @TempDir static Path folder;

  private final Sonde sonde = new Sonde(folder);

  private String page(Object... topic) {
    List<Object> words = new ArrayList<>(List.of("guide"));
    words.addAll(List.of(topic));
    Sonde.Ran ran = sonde.run(words.toArray());
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran.out();
  }

  @Test
  void every_page_is_small_enough_for_a_screen_and_for_an_agent() {
    List<String> pages = new ArrayList<>(List.of(page()));
    Guide.TOPICS.forEach(topic -> pages.add(page(topic.name())));
    for (String page : pages) {
      assertThat(page.lines().count()).as(page).isLessThanOrEqualTo(60);
      assertThat(page.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 120);
      assertThat(O200K.countTokens(page)).as(page).isLessThanOrEqualTo(1500);
      assertThat(page).endsWith("\n").doesNotContain("${");
    }
  }

  @Test
  void the_first_page_names_every_view_and_every_topic() {
    String page = page();
    for (View<?, ?> view : Views.ALL) {
      assertThat(page).containsPattern("(?m)^  \\w.*\\b" + view.about().name() + "\\b");
    }
    Guide.TOPICS.forEach(topic -> assertThat(page).contains("  " + topic.name() + " "));
  }

  @Test
  void commands_that_pages_show_exist() {
    Pattern command = Pattern.compile("sonde ([a-z]+)(?: ([a-z-]+))?");
    for (Guide.Topic topic : Guide.TOPICS) {
      Matcher named = command.matcher(page() + page(topic.name()));
      while (named.find()) {
        assertThat(Commands.ALL.stream().map(Command::name)).contains(named.group(1));
        if (named.group(1).equals("observe") && named.group(2) != null) {
          assertThat(Views.named(named.group(2))).isNotNull();
        }
      }
    }
  }

  @Test
  void the_page_of_a_view_is_its_help() {
    for (View<?, ?> view : Views.ALL) {
      String name = view.about().name();
      assertThat(page(name)).isEqualTo(sonde.run("observe", name, "--help").out());
    }
  }

  @Test
  void an_unknown_topic_is_told_the_nearest() {
    Sonde.Ran ran = sonde.run("guide", "slq");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("sonde: no topic 'slq' among ").contains("sql");
  }

  @Test
  void two_topics_are_one_too_many() {
    Sonde.Ran ran = sonde.run("guide", "sql", "json");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).isEqualTo("sonde: sonde guide takes one topic, not 2: sql json\n");
  }
}
