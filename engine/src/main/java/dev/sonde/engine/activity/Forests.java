package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads spans below spans, and the messages between them, for analyses of runs without tasks. */
public final class Forests {

  private static final Sql STEPS = Sql.of(Forests.class, "run_steps");
  private static final Sql STEP_PART = Sql.of(Forests.class, "run_step_part");
  private static final Sql MESSAGES = Sql.of(Forests.class, "run_messages");
  private static final Sql HAS_MESSAGES = Sql.of(Forests.class, "run_has_messages");

  /** Where spans of different kinds say what they were asked. */
  private static final List<String> ASKED =
      List.of(
          "gen_ai.tool.call.arguments",
          "gen_ai.input.messages",
          "gen_ai.prompt",
          "db.query.text",
          "db.statement",
          "url.full",
          "http.url",
          "http.route");

  private Forests() {}

  /** All spans of the question that have ended. */
  public static Forest of(Ask ask) {
    String asked =
        "coalesce(" + ASKED.stream().map(ask::attribute).collect(Collectors.joining(", ")) + ")";
    String steps =
        STEP_PART
            .with("agent", ask.attribute(Keys.GEN_AI_AGENT_NAME))
            .with("operation", ask.attribute(Keys.GEN_AI_OPERATION))
            .with("asked", asked)
            .text();
    Forest.Builder builder = new Forest.Builder();
    ask.stream(
        STEPS.with("steps", steps),
        Map.of(),
        row -> {
          builder.span(
              (int) row.whole(0),
              row.textOrNull("party"),
              row.text("name"),
              heading(row.text("role"), row.textOrNull("component")),
              row.whole(1),
              row.whole(2),
              row.whole(3),
              row.whole(4));
          return true;
        });
    if (ask.one(HAS_MESSAGES, Map.of(), row -> row.integer("messages")) > 0) {
      ask.stream(
          MESSAGES
              .with("steps", steps)
              .with("id", ask.attribute(Keys.MESSAGE_ID))
              .with("from", ask.attribute(Keys.MESSAGE_FROM))
              .with("to", ask.attribute(Keys.MESSAGE_TO)),
          Map.of(),
          row -> {
            builder.message(
                new Forest.Message(
                    (int) row.whole(0), (int) row.whole(1), row.whole(2), row.whole(3)));
            return true;
          });
    }
    return builder.build();
  }

  /** A run's own span is nobody's work, and neither is waiting to be sent something. */
  private static Heading heading(String role, @Nullable String component) {
    return switch (role) {
      case "run" -> Heading.UNKNOWN;
      case "transfer" -> Heading.TRANSFER;
      case "spill" -> Heading.SPILL;
      case "scheduler" -> Heading.SCHEDULER;
      case "client" -> Heading.CLIENT;
      default -> "waiting".equals(component) ? Heading.WAIT_EXTERNAL : Heading.COMPUTE;
    };
  }
}
