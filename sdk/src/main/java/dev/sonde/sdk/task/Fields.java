package dev.sonde.sdk.task;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.sonde.model.vocabulary.Keys;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keys of the conventions as OpenTelemetry wants them, made once. */
final class Fields {

  static final AttributeKey<String> TASK_KEY = stringKey(Keys.TASK_KEY);
  static final AttributeKey<String> TASK_PREFIX = stringKey(Keys.TASK_PREFIX);
  static final AttributeKey<String> TASK_PHASE = stringKey(Keys.TASK_PHASE);
  static final AttributeKey<Long> TASK_ATTEMPT = longKey(Keys.TASK_ATTEMPT);
  static final AttributeKey<List<String>> TASK_DEPENDENCIES =
      stringArrayKey(Keys.TASK_DEPENDENCIES);
  static final AttributeKey<Long> TASK_SUBMITTED = longKey(Keys.TASK_SUBMITTED);
  static final AttributeKey<Long> TASK_READY = longKey(Keys.TASK_READY);
  static final AttributeKey<Long> TASK_ASSIGNED = longKey(Keys.TASK_ASSIGNED);
  static final AttributeKey<Long> TASK_RESULT_BYTES = longKey(Keys.TASK_RESULT_BYTES);
  static final AttributeKey<String> TASK_CACHE = stringKey(Keys.TASK_CACHE);
  static final AttributeKey<String> TASK_STATE_FROM = stringKey(Keys.TASK_STATE_FROM);
  static final AttributeKey<String> TASK_STATE_TO = stringKey(Keys.TASK_STATE_TO);
  static final AttributeKey<String> TASK_OUTPUT = stringKey(Keys.TASK_OUTPUT);
  static final AttributeKey<String> WORKER_ID = stringKey(Keys.WORKER_ID);
  static final AttributeKey<String> WORKER_REASON = stringKey(Keys.WORKER_REASON);
  static final AttributeKey<Long> WORKER_THREADS = longKey(Keys.WORKER_THREADS);
  static final AttributeKey<String> RUN_PHASE = stringKey(Keys.RUN_PHASE);
  static final AttributeKey<String> COMPONENT = stringKey(Keys.SONDE_COMPONENT);
  static final AttributeKey<String> ERROR_TYPE = stringKey(Keys.ERROR_TYPE);
  static final AttributeKey<String> PLACEMENT_REASON = stringKey(Keys.PLACEMENT_REASON);
  static final AttributeKey<List<String>> PLACEMENT_CANDIDATES =
      stringArrayKey(Keys.PLACEMENT_CANDIDATES);
  static final AttributeKey<String> TRANSFER_KEY = stringKey(Keys.TRANSFER_KEY);
  static final AttributeKey<List<String>> TRANSFER_KEYS = stringArrayKey(Keys.TRANSFER_KEYS);
  static final AttributeKey<Long> TRANSFER_KEY_COUNT = longKey(Keys.TRANSFER_KEY_COUNT);
  static final AttributeKey<Long> TRANSFER_BYTES = longKey(Keys.TRANSFER_BYTES);
  static final AttributeKey<Long> TRANSFER_WIRE_BYTES = longKey(Keys.TRANSFER_WIRE_BYTES);
  static final AttributeKey<String> TRANSFER_FROM = stringKey(Keys.TRANSFER_FROM);
  static final AttributeKey<String> TRANSFER_TO = stringKey(Keys.TRANSFER_TO);
  static final AttributeKey<String> SPILL_KEY = stringKey(Keys.SPILL_KEY);
  static final AttributeKey<Long> SPILL_BYTES = longKey(Keys.SPILL_BYTES);
  static final AttributeKey<String> SPILL_DIRECTION = stringKey(Keys.SPILL_DIRECTION);
  static final AttributeKey<String> CACHE_KEY = stringKey(Keys.CACHE_KEY);
  static final AttributeKey<Boolean> CACHE_HIT = booleanKey(Keys.CACHE_HIT);
  static final AttributeKey<String> MESSAGE_ID = stringKey(Keys.MESSAGE_ID);
  static final AttributeKey<String> MESSAGE_FROM = stringKey(Keys.MESSAGE_FROM);
  static final AttributeKey<String> MESSAGE_TO = stringKey(Keys.MESSAGE_TO);
  static final AttributeKey<String> MESSAGE_TYPE = stringKey(Keys.MESSAGE_TYPE);
  static final AttributeKey<Long> MESSAGE_SIZE = longKey(Keys.MESSAGE_SIZE);
  static final AttributeKey<String> ARTIFACT_ID = stringKey(Keys.ARTIFACT_ID);
  static final AttributeKey<String> ARTIFACT_TYPE = stringKey(Keys.ARTIFACT_TYPE);
  static final AttributeKey<String> ARTIFACT_PRODUCER = stringKey(Keys.ARTIFACT_PRODUCER);
  static final AttributeKey<String> ARTIFACT_CONSUMER = stringKey(Keys.ARTIFACT_CONSUMER);

  private Fields() {}

  /** Null where it is unknown, or beyond what nanoseconds since 1970 reach. */
  static @Nullable Long nanos(@Nullable Instant moment) {
    if (moment == null || Math.abs(moment.getEpochSecond()) > Long.MAX_VALUE / 1_000_000_000L - 1) {
      return null;
    }
    return TimeUnit.SECONDS.toNanos(moment.getEpochSecond()) + moment.getNano();
  }
}
