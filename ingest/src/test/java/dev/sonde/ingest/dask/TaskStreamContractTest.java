package dev.sonde.ingest.dask;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import dev.sonde.testkit.Corpus;
import java.nio.charset.StandardCharsets;

class TaskStreamContractTest extends ImporterContract {

  @Override
  protected Importer importer() {
    return new TaskStreamImporter();
  }

  @Override
  protected byte[] sample() {
    String all = new String(Corpus.bytes(TaskStreamTest.STREAM), StandardCharsets.UTF_8);
    int end = 0;
    for (int i = 0; i < records(); i++) {
      end = all.indexOf("\"key\":", end + 1);
    }
    return (all.substring(0, all.indexOf('}', end) + 1) + "]").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected int records() {
    return 12;
  }
}
