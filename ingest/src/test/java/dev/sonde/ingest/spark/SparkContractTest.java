package dev.sonde.ingest.spark;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import dev.sonde.testkit.Corpus;
import java.nio.charset.StandardCharsets;
import java.util.List;

class SparkContractTest extends ImporterContract {

  @Override
  protected Importer importer() {
    return new SparkImporter();
  }

  /** The real log's lines before its first job, the first two tasks of that, and its end. */
  @Override
  protected byte[] sample() {
    List<String> lines = lines();
    List<String> end = lines.subList(lines.size() - 1, lines.size());
    StringBuilder sample = new StringBuilder();
    lines.stream()
        .limit(40)
        .filter(l -> !l.contains("EnvironmentUpdate") && l.length() < 9_000)
        .limit(12)
        .forEach(l -> sample.append(l).append('\n'));
    end.forEach(l -> sample.append(l).append('\n'));
    return sample.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Such that no cut is between two lines: what is under way in a log that ends there is open. */
  @Override
  protected int recognisableBytes() {
    String text = new String(sample(), StandardCharsets.UTF_8);
    for (int first = 400; ; first++) {
      boolean between = false;
      for (int cut = first; cut < text.length(); cut += 97) {
        between |= text.charAt(cut - 1) == '\n';
      }
      if (!between) {
        return first;
      }
    }
  }

  static List<String> lines() {
    String all = new String(Corpus.unzipped(SparkLogTest.LOG), StandardCharsets.UTF_8);
    return all.lines().toList();
  }

  @Override
  protected int records() {
    return 13;
  }
}
