package dev.sonde.ingest.zipkin;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class ZipkinContractTest extends ImporterContract {

  @Override
  protected Importer importer() {
    return new ZipkinImporter();
  }

  @Override
  protected byte[] sample() {
    List<String> spans = new ArrayList<>();
    for (int i = 0; i < records(); i++) {
      spans.add(
          """
          {"traceId":"5982fe77008310cc80f1da5e10147517","parentId":"90394f6bcffb5d13",
           "id":"67fae42571535f6%d","kind":"SERVER","name":"/m/n","timestamp":151679200000%d000,
           "duration":26000,"localEndpoint":{"serviceName":"api","ipv4":"192.0.2.1","port":8080},
           "annotations":[{"timestamp":151679200000%d100,"value":"wr"}],
           "tags":{"http.path":"/api"}}\
          """
              .formatted(i, i, i));
    }
    return ("[" + String.join(",", spans) + "]").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected int records() {
    return 9;
  }
}
