package dev.sonde.ingest.frisky;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import dev.sonde.testkit.Corpus;
import java.nio.charset.StandardCharsets;

class FriskyContractTest extends ImporterContract {

  @Override
  protected Importer importer() {
    return new FriskyImporter();
  }

  @Override
  protected byte[] sample() {
    String all =
        new String(Corpus.unzipped("simulated/failures/spans.json.gz"), StandardCharsets.UTF_8);
    int end = 0;
    for (int i = 0; i < records(); i++) {
      end = all.indexOf('}', end + 1);
    }
    return (all.substring(0, end + 1) + "]").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected int records() {
    return 20;
  }
}
