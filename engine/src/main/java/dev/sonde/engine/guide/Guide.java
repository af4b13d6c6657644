package dev.sonde.engine.guide;

import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The guide's pages. What they say of views comes from the views' declarations: {@code ${views}} stands
 * for the list, and a line that sends the reader to a view which there is not is left out.
 */
public final class Guide {

  /** The page that comes where no topic is named. */
  public static final String FIRST = "start";

  /** Pages beside the first, with what they are about, in the order in which help lists them. */
  public static final List<Topic> TOPICS =
      List.of(
          new Topic("sql", "relations and columns, with queries to begin with"),
          new Topic("widening", "attributes that records are given: worked out, implied, joined"),
          new Topic("formats", "what is read, what is written, what reads back"),
          new Topic("conventions", "attribute names that tasks, workers and runs are known by"),
          new Topic("json", "the shape of every answer for programs"),
          new Topic("exit-codes", "what a command ends with"));

  private static final Pattern OBSERVED = Pattern.compile("sonde observe ([a-z-]+)");

  private static final int WIDTH = 120;

  private Guide() {}

  /** A page's name, and what it is about. */
  public record Topic(String name, String purpose) {}

  /** Names of all topics: the pages, then the views, whose page is their help. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(TOPICS.stream().map(Topic::name).toList());
    Views.ALL.forEach(view -> names.add(view.about().name()));
    return names;
  }

  /** Whether a topic has a page here; a view's page is its help, which belongs to each surface. */
  public static boolean isPage(String topic) {
    return topic.equals(FIRST) || TOPICS.stream().anyMatch(known -> known.name().equals(topic));
  }

  /**
   * The text of a page, ended by a newline.
   *
   * @throws UsageException where there is no such page, with the nearest topics
   */
  public static String page(String topic) {
    if (!isPage(topic)) {
      throw new UsageException(Suggestion.unknown("topic", topic, names()));
    }
    StringBuilder page = new StringBuilder();
    for (String line : text(topic).split("\n", -1)) {
      if (line.equals("${views}")) {
        views(page);
      } else if (line.equals("${topics}")) {
        TOPICS.forEach(
            known -> page.append("  %-12s %s%n".formatted(known.name(), known.purpose())));
      } else if (isKnown(line)) {
        page.append(line).append('\n');
      }
    }
    return page.toString().stripTrailing() + "\n";
  }

  private static void views(StringBuilder page) {
    for (About.Group group : About.Group.values()) {
      List<About> views =
          Views.ALL.stream().map(view -> view.about()).filter(a -> a.group() == group).toList();
      if (!views.isEmpty()) {
        names(page, group.title().replaceFirst(":.*", ""), views);
      }
    }
  }

  /** As many to a line as a page is wide. */
  private static void names(StringBuilder page, String title, List<About> views) {
    String begin = "  %-12s ".formatted(title);
    StringBuilder line = new StringBuilder(begin);
    for (About view : views) {
      if (line.length() + view.name().length() + 2 > WIDTH) {
        page.append(line).append(",\n");
        line = new StringBuilder(begin);
      }
      line.append(line.length() == begin.length() ? "" : ", ").append(view.name());
    }
    page.append(line).append('\n');
  }

  private static boolean isKnown(String line) {
    Matcher named = OBSERVED.matcher(line);
    while (named.find()) {
      String name = named.group(1);
      if (Views.ALL.stream().noneMatch(view -> view.about().name().equals(name))) {
        return false;
      }
    }
    return true;
  }

  private static String text(String topic) {
    try (InputStream in = Guide.class.getResourceAsStream(topic + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("no text for the topic " + topic);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
