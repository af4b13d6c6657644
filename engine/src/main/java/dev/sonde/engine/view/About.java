package dev.sonde.engine.view;

/**
 * What a view is, in words.
 *
 * @param purpose the question it answers, one line
 * @param help what its answer shows, how to read it, what it cannot see: a few sentences
 * @param oneRun whether it is about one run unless told otherwise
 */
public record About(String name, Group group, String purpose, String help, boolean oneRun) {

  /** Where in an investigation a view is asked, in this order. */
  public enum Group {
    START("Start here"),
    BREADTH("Breadth: where does the time go"),
    RANKED("Ranked: what stands out"),
    ONE("One thing"),
    RAW("Raw records"),
    RUNS("Over runs");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }
}
