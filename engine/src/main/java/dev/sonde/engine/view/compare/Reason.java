package dev.sonde.engine.view.compare;

import dev.sonde.engine.analysis.compare.Compared;
import dev.sonde.engine.analysis.compare.Compared.Because;
import dev.sonde.engine.analysis.compare.Compared.Group;
import dev.sonde.engine.analysis.compare.Compared.Size;
import dev.sonde.engine.analysis.compare.Compared.Tally;
import dev.sonde.engine.analysis.compare.Compared.Warmth;
import dev.sonde.engine.analysis.compare.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What decided a verdict, in sentences. */
final class Reason {

  private static final int NAMED = 3;

  /** What all kinds of work share is said from here on, as a share. */
  private static final double ALIKE = 0.05;

  private Reason() {}

  static String of(Compared compared) {
    if (compared.incomparable() != null) {
      String why = compared.incomparable();
      return Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".";
    }
    List<String> said = new ArrayList<>();
    counted(compared, said);
    changed(compared, said);
    explained(compared, said);
    if (said.isEmpty()) {
      said.add(
          "Nothing differs by more than noise: "
              + number(compared.groups().size(), "kind")
              + " of work compared.");
    }
    return String.join(" ", said);
  }

  private static void counted(Compared compared, List<String> said) {
    if (compared.endedWorse()) {
      said.add("A run failed, and none did before.");
    }
    tally("failed", compared.failures(), said);
    tally("were repeated", compared.retries(), said);
  }

  private static void tally(String what, Tally tally, List<String> said) {
    if (!tally.worse() && !tally.better()) {
      return;
    }
    String in =
        tally.worse() && !tally.newIn().isEmpty()
            ? " (new in " + CompareRows.some(labels(tally.newIn()), NAMED) + ")"
            : "";
    said.add(
        "%,d of %,d %s, before %,d of %,d%s."
            .formatted(tally.after(), tally.afterOf(), what, tally.before(), tally.beforeOf(), in));
  }

  private static List<String> labels(List<Kind> kinds) {
    return kinds.stream().map(Kind::label).toList();
  }

  private static void changed(Compared compared, List<String> said) {
    List<Group> slower = compared.groups().stream().filter(Group::slower).toList();
    List<Group> faster = compared.groups().stream().filter(Group::faster).toList();
    if (!slower.isEmpty()) {
      said.add(groups(slower, "slower"));
    }
    if (!faster.isEmpty()) {
      said.add(groups(faster, "faster"));
    }
    Compared.Wall wall = compared.wall();
    if (wall.longer() || wall.shorter()) {
      said.add(
          "The wall clock is %s %s%s."
              .formatted(
                  share(change(wall)),
                  wall.longer() ? "longer" : "shorter",
                  slower.isEmpty() && faster.isEmpty()
                      ? " though no kind of work changed: waiting, or other workers"
                      : ""));
    }
    Double common = compared.common();
    if (common != null && Math.abs(common - 1) >= ALIKE) {
      said.add(
          "All kinds of work took %s %s alike, as a %s machine makes them."
              .formatted(
                  share(common - 1),
                  common > 1 ? "longer" : "less",
                  common > 1 ? "slower" : "faster"));
    }
  }

  private static double change(Compared.Wall wall) {
    return wall.beforeS() == null || wall.afterS() == null ? 0 : wall.afterS() / wall.beforeS() - 1;
  }

  private static String groups(List<Group> groups, String how) {
    List<String> named =
        groups.stream()
            .map(group -> CompareRows.shortened(group.kind().label()) + " " + share(group.change()))
            .toList();
    return number(groups.size(), "kind")
        + " of work "
        + how
        + ": "
        + CompareRows.some(named, NAMED)
        + ".";
  }

  /** What is no slowdown and no improvement. */
  private static void explained(Compared compared, List<String> said) {
    if (!compared.sizes().isEmpty()) {
      List<String> named = compared.sizes().stream().map(Reason::size).toList();
      said.add(
          "The input size changed: "
              + CompareRows.some(named, NAMED)
              + "; pieces are compared one by one, wall clocks are not.");
    }
    Warmth cache = compared.cache();
    if (cache.changed()) {
      said.add(
          "The cache was %s: %,d of %,d lookups hit, before %,d of %,d; what came out of it is not compared."
              .formatted(
                  cache.warmerAfter() ? "warm" : "colder",
                  cache.hitsAfter(),
                  cache.lookupsAfter(),
                  cache.hitsBefore(),
                  cache.lookupsBefore()));
    }
    List<String> put =
        compared.groups().stream()
            .filter(group -> group.because() != null)
            .map(group ->
                CompareRows.shortened(group.kind().label())
                    + " "
                    + signed(group.change())
                    + (group.because() == Because.INPUT ? " (input)" : " (cache)"))
            .toList();
    if (!put.isEmpty()) {
      said.add("Put down to that: " + CompareRows.some(put, NAMED) + ".");
    }
  }

  private static String size(Size size) {
    String label = CompareRows.shortened(size.kind().label());
    String unit = size.kind().isTasks() ? " tasks" : " spans";
    return size.inputsBefore() == null
        ? "%s has %,d%s, before %,d".formatted(label, size.after(), unit, size.before())
        : "%s has %.3g dependencies a task, before %.3g"
            .formatted(label, size.inputsAfter(), size.inputsBefore());
  }

  private static String number(int count, String what) {
    return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }

  private static String share(double share) {
    return percent(Math.abs(share));
  }

  private static String signed(double share) {
    return (share < 0 ? "−" : "+") + percent(Math.abs(share));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }
}
