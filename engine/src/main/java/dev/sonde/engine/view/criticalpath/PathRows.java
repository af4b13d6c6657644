package dev.sonde.engine.view.criticalpath;

import dev.sonde.engine.activity.Labels;
import dev.sonde.engine.activity.Traced;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.path.Segment;
import dev.sonde.engine.question.Ask;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A path in the words of an answer. */
final class PathRows {

  private PathRows() {}

  static List<CriticalPathResult.Segment> segments(Traced traced, Ask ask) {
    Set<Long> handles = new LinkedHashSet<>();
    for (Segment segment : traced.path().segments()) {
      if (segment.work() >= 0) {
        handles.add(traced.handle(segment.work()));
      }
    }
    Map<Long, Labels.Label> labels = Labels.of(ask, handles);
    return traced.path().segments().stream()
        .map(segment -> segment(traced, segment, labels))
        .toList();
  }

  private static CriticalPathResult.Segment segment(
      Traced traced, Segment segment, Map<Long, Labels.Label> labels) {
    int work = segment.work();
    if (work < 0) {
      return new CriticalPathResult.Segment(
          segment.heading().word(),
          segment.startNanos(),
          segment.endNanos(),
          segment.nanos() / 1e9,
          null,
          null,
          null,
          null,
          null);
    }
    Labels.Label label = labels.getOrDefault(traced.handle(work), Labels.NONE);
    return new CriticalPathResult.Segment(
        segment.heading().word(),
        segment.startNanos(),
        segment.endNanos(),
        segment.nanos() / 1e9,
        traced.task(work),
        traced.prefix(work) == null ? label.prefix() : traced.prefix(work),
        label.name(),
        traced.place(work),
        label.span());
  }

  static List<CriticalPathResult.Kind> kinds(Map<Heading, Long> sums, long wall) {
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<Heading, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each ->
            new CriticalPathResult.Kind(
                each.getKey().word(),
                each.getValue() / 1e9,
                wall == 0 ? 0 : (double) each.getValue() / wall))
        .toList();
  }

  /** Work by what did it; before its beginning a work only waited, for what others did. */
  static void addPrefixes(
      List<CriticalPathResult.Segment> segments, Traced traced, Map<String, Long> sums) {
    List<Segment> path = traced.path().segments();
    for (int i = 0; i < path.size(); i++) {
      Segment segment = path.get(i);
      boolean waited =
          segment.work() < 0 || segment.startNanos() < traced.startNanos(segment.work());
      CriticalPathResult.Segment said = segments.get(i);
      String kind =
          waited
              ? null
              : said.prefix() != null ? said.prefix() : said.task() == null ? said.name() : null;
      if (kind != null && segment.heading().isWork()) {
        sums.merge(kind, segment.nanos(), Long::sum);
      }
    }
  }

  static List<CriticalPathResult.Prefix> prefixes(Map<String, Long> sums) {
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each -> new CriticalPathResult.Prefix(each.getKey(), each.getValue() / 1e9))
        .toList();
  }
}
