package dev.sonde.ingest.jaeger;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class JaegerContractTest extends ImporterContract {

  @Override
  protected Importer importer() {
    return new JaegerImporter();
  }

  /** Processes before their spans, so that a cut takes nothing from what came before it. */
  @Override
  protected byte[] sample() {
    List<String> spans = new ArrayList<>();
    for (int i = 0; i < records(); i++) {
      spans.add(
          """
          {"traceID":"0af7651916cd43dd8448eb211c80319c","spanID":"b7ad6b716920333%d",
           "operationName":"GET /items","references":[{"refType":"CHILD_OF",
           "traceID":"0af7651916cd43dd8448eb211c80319c","spanID":"00f067aa0ba902b7"}],
           "startTime":17000000000%d0000,"duration":250,
           "tags":[{"key":"span.kind","type":"string","value":"server"},
                   {"key":"http.status_code","type":"int64","value":200}],
           "logs":[],"processID":"p1","warnings":null}\
          """
              .formatted(i, i));
    }
    String text =
        "{\"data\":[{\"traceID\":\"0af7651916cd43dd8448eb211c80319c\","
            + "\"processes\":{\"p1\":{\"serviceName\":\"shop\",\"tags\":[]}},\"spans\":["
            + String.join(",", spans)
            + "]}],\"total\":0,\"limit\":0,\"offset\":0,\"errors\":null}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected int records() {
    return 9;
  }
}
