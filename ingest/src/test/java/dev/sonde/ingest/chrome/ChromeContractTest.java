package dev.sonde.ingest.chrome;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class ChromeContractTest extends ImporterContract {

  @Override
  protected Importer importer() {
    return new ChromeImporter();
  }

  @Override
  protected byte[] sample() {
    List<String> events = new ArrayList<>();
    events.add(
        """
        {"name":"process_name","ph":"M","pid":1,"args":{"name":"renderer"}}\
        """);
    for (int i = 0; i < 8; i++) {
      events.add(
          """
          {"name":"layout %d","cat":"blink","ph":"X","pid":1,"tid":2,"ts":%d.25,"dur":100.5,\
          "tts":7,"args":{"frame":"0x%d","nodes":[1,2]}}\
          """
              .formatted(i, 1000 * i, i));
      events.add(
          """
          {"name":"heap","ph":"C","pid":1,"tid":2,"ts":%d,"args":{"value":%d}}\
          """
              .formatted(1000 * i + 50, i));
    }
    String text =
        "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[" + String.join(",\n", events) + "]}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected int records() {
    return 16;
  }
}
