package dev.sonde.engine.question;

import java.util.List;

/**
 * An option that all views share, as every surface presents it; {@link Scope#with} gives it its meaning.
 *
 * @param values what to write, for help
 * @param repeatable whether it may be given more than once
 */
public record CommonOption(String name, String values, String describe, boolean repeatable) {

  /** In the order in which help shows them: what, when, how much. */
  public static final List<CommonOption> ALL =
      List.of(
          of(
              "run",
              "ID",
              "the run to look at, or 'all'; default: the one under way, else the last"),
          of("worker", "W", "only what happened on this worker"),
          of("prefix", "P", "only tasks of this prefix (kind)"),
          of("name", "N", "only spans, events or metrics whose name begins so"),
          of("state", "S", "only tasks in this state"),
          new CommonOption(
              "where",
              "KEY=VALUE",
              "only records whose attribute compares so; also != < > <= >= and ~ (matches); repeatable",
              true),
          new CommonOption(
              "set",
              "KEY=EXPRESSION",
              "give records an attribute worked out of others, e.g. \"site='cern'\"; repeatable",
              true),
          new CommonOption(
              "imply",
              "A=>B",
              "records with the same value of A get B from those that have both; repeatable",
              true),
          new CommonOption(
              "join",
              "SOURCE",
              "give records the attributes that this source knows of them; needs --on",
              true),
          new CommonOption(
              "on",
              "KEY[=KEY],...",
              "the keys that records share with those of --join; all have to be the same",
              true),
          new CommonOption(
              "within",
              "KEY,...",
              "join only with what lived then: KEY tells things of --join apart",
              true),
          new CommonOption(
              "type",
              "KEY=TYPE",
              "how values of KEY are compared: as number, uuid, time or text; repeatable",
              true),
          of("start", "T", "from here: an offset from the run's start (90s) or a timestamp"),
          of("duration", "D", "so long from the start: 500ms, 30s, 1m30s"),
          of("last", "D", "only the last 5m of what is known"),
          of("at", "T", "as things stood at this moment"),
          of("limit", "N", "most rows of a list; default 20"),
          of("offset", "N", "leave out the first N rows"),
          of("sort", "KEY[:desc]", "order rows by a column, in the JSON's spelling"));

  private static CommonOption of(String name, String values, String describe) {
    return new CommonOption(name, values, describe, false);
  }
}
