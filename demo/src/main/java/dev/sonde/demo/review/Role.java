package dev.sonde.demo.review;

import java.util.List;

/**
 * What an agent is.
 *
 * @param needs types of artifacts
 * @param all whether it needs one of each type, or reacts to every one of any type
 * @param makes type of the artifact that it produces
 * @param promptBytes of what it asks the language model, however much there is to say
 */
record Role(
    String name, List<String> needs, boolean all, String makes, String model, int promptBytes) {

  private static final String LARGE = "parrot-large";
  private static final String SMALL = "parrot-small";

  /** Of the reviewers' process. */
  static final List<Role> REVIEWERS =
      List.of(
          // Its prompt is far too long, which is what makes the review slow.
          new Role(
              "security_auditor", List.of("CodeSubmission"), true, "SecurityReport", LARGE, 8000),
          new Role("bug_detector", List.of("CodeSubmission"), true, "BugReport", LARGE, 1600),
          new Role("style_checker", List.of("CodeSubmission"), true, "StyleReport", SMALL, 800),
          new Role(
              "final_reviewer",
              List.of("SecurityReport", "BugReport", "StyleReport"),
              true,
              "FinalReview",
              LARGE,
              3200),
          new Role("reporter", List.of("FinalReview"), true, "Report", SMALL, 750));

  /** Of the authors' process: each reacts to the other. */
  static final List<Role> AUTHORS =
      List.of(
          new Role("writer", List.of("Brief", "Critique"), false, "Draft", SMALL, 160),
          new Role("critic", List.of("Draft"), false, "Critique", SMALL, 120));

  static List<Role> group(String name) {
    return name.equals("reviewers") ? REVIEWERS : AUTHORS;
  }
}
