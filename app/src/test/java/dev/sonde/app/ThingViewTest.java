package dev.sonde.app;

import static dev.sonde.app.Telling.START;
import static dev.sonde.app.Telling.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("One thing over files, processes and traces")
class ThingViewTest {

  @TempDir Path folder;

  private Path two() {
    Map<String, Object> client = said("service.name", "client", "process.pid", 7);
    Map<String, Object> agent = said("service.name", "agent", "process.pid", 8);
    new Telling()
        .event(client, 10, "asked", said("action.id", "x", "state", "start"))
        .event(client, 90, "answered", said("action.id", "x", "state", "done"))
        .event(client, 5, "asked", said("action.id", "y"))
        .to(folder.resolve("pool/client.jsonl"));
    new Telling()
        .span(agent, 1, 0, "act", 20, 60, said("action.id", "x", "number", 3))
        .span(agent, 2, 1, "other", 30, 40, said("number", 3))
        .to(folder.resolve("pool/agent.jsonl"));
    return folder.resolve("pool");
  }

  @Test
  void its_records_stand_in_the_order_of_time_wherever_they_were_told() {
    JsonNode answer = new Sonde(folder).observe("thing", two(), "action.id=x");
    JsonNode result = answer.get("result");
    assertThat(result.get("rows").findValuesAsText("name"))
        .containsExactly("asked", "act", "answered");
    assertThat(result.get("rows").findValuesAsText("kind"))
        .containsExactly("event", "span", "event");
    assertThat(result.get("rows").findValuesAsText("service"))
        .containsExactly("client", "agent", "client");
    assertThat(result.at("/rows/1/attributes/number").asInt()).isEqualTo(3);
    assertThat(result.at("/rows/1/span_id").asText()).isEqualTo("0000000000000001");
    assertThat(result.get("first_ns").asLong()).isEqualTo(START + 10);
    assertThat(result.get("last_ns").asLong()).isEqualTo(START + 90);
    assertThat(result.get("account")).hasSize(1);
    assertThat(result.at("/account/0/heading").asText()).isEqualTo("compute");
    assertThat(result.at("/account/0/share").asDouble()).isEqualTo(1);
    assertThat(answer.get("total").asLong()).isEqualTo(3);
    assertThat(result.get("shared").toString()).isEqualTo("{\"action.id\":\"x\"}");
  }

  @Test
  void what_its_records_touch_is_counted() {
    JsonNode related =
        new Sonde(folder).observe("thing", two(), "action.id=x").at("/result/related");
    JsonNode processes = null;
    for (JsonNode each : related) {
      processes = each.get("key").asText().equals("process.pid") ? each : processes;
    }
    assertThat(processes).isNotNull();
    assertThat(processes.toString())
        .isEqualTo(
            "{\"key\":\"process.pid\",\"count\":2,\"values\":[{\"value\":\"7\",\"records\":2},{\"value\":\"8\",\"records\":1}]}");
    assertThat(related.findValuesAsText("key"))
        .containsExactlyInAnyOrder("name", "service.name", "process.pid", "trace_id");
  }

  @Test
  void several_values_name_what_has_all_of_them() {
    JsonNode answer = new Sonde(folder).observe("thing", two(), "action.id=x,process=7");
    assertThat(answer.get("total").asLong()).isEqualTo(2);
    assertThat(answer.at("/result/by").toString()).isEqualTo("[\"action.id\",\"process.pid\"]");
  }

  @Test
  void a_comma_may_be_part_of_a_value() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    String key = "('normalise-3952181c55fae763820cd0eeaec17a32', 15)";
    JsonNode answer = new Sonde(folder).observe("thing", file, "task=" + key);
    assertThat(answer.at("/result/values/0").asText()).isEqualTo(key);
    assertThat(answer.get("total").asLong()).isPositive();
    JsonNode cut =
        new Sonde(folder).observe("thing", file, "task.key=('normalise-3952181c…17a32', 15)");
    assertThat(cut.get("result")).isEqualTo(answer.get("result"));
  }

  @Test
  void a_value_that_nothing_has_is_a_mistake_that_names_the_nearest() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    Sonde sonde = new Sonde(folder);
    Sonde.Ran ran = sonde.run("observe", "thing", file, "worker.id=10.0.0.3:40022");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("no thing with worker.id '10.0.0.3:40022'; nearest: 10.0.0.3");
    ran = sonde.run("observe", "thing", file, "wroker.id=1");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("No record here has wroker.id; nearest: worker.id");
    ran = sonde.run("observe", "thing", file, "worker.id");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("write KEY=VALUE");
    assertThat(List.of(sonde.run("observe", "thing", file, "worker.id=1,name=load").exit()))
        .containsExactly(2);
  }
}
