package dev.sonde.model.vocabulary;

/** Attribute keys of the conventions (docs/conventions.md). Sizes are bytes, times Unix nanoseconds. */
public final class Keys {

  public static final String SERVICE_NAME = "service.name";
  public static final String SERVICE_INSTANCE_ID = "service.instance.id";
  public static final String SERVICE_VERSION = "service.version";
  public static final String WORKER_ID = "worker.id";
  public static final String WORKER_THREADS = "worker.threads";
  public static final String WORKER_REASON = "worker.reason";
  public static final String RUN_ID = "run.id";
  public static final String RUN_NAME = "run.name";

  /** The run that a run is a part of. */
  public static final String RUN_PARENT_ID = "run.parent.id";

  public static final String RUN_STATUS = "run.status";
  public static final String RUN_PHASE = "run.phase";
  public static final String RUN_MANIFEST_HASH = "run.manifest.hash";

  public static final String TASK_KEY = "task.key";
  public static final String TASK_PREFIX = "task.prefix";
  public static final String TASK_PHASE = "task.phase";
  public static final String TASK_ATTEMPT = "task.attempt";
  public static final String TASK_DEPENDENCIES = "task.dependencies";
  public static final String TASK_SUBMITTED = "task.submitted_unix_nano";
  public static final String TASK_READY = "task.ready_unix_nano";
  public static final String TASK_ASSIGNED = "task.assigned_unix_nano";
  public static final String TASK_RESULT_BYTES = "task.result.bytes";
  public static final String TASK_CACHE = "task.cache";
  public static final String TASK_STATE_FROM = "task.state.from";
  public static final String TASK_STATE_TO = "task.state.to";
  public static final String TASK_INPUT = "task.input.";
  public static final String TASK_OUTPUT = "task.output";

  public static final String TRANSFER_KEY = "transfer.key";

  /** All keys of a message that carries several; {@link #TRANSFER_KEY} is then the first. */
  public static final String TRANSFER_KEYS = "transfer.keys";

  /** How many keys a message carries, where that is more than is named. */
  public static final String TRANSFER_KEY_COUNT = "transfer.key_count";

  public static final String TRANSFER_BYTES = "transfer.bytes";
  public static final String TRANSFER_WIRE_BYTES = "transfer.wire_bytes";
  public static final String TRANSFER_FROM = "transfer.from";
  public static final String TRANSFER_TO = "transfer.to";
  public static final String SPILL_KEY = "spill.key";
  public static final String SPILL_BYTES = "spill.bytes";
  public static final String SPILL_DIRECTION = "spill.direction";

  public static final String SONDE_COMPONENT = "sonde.component";
  public static final String GEN_AI_OPERATION = "gen_ai.operation.name";
  public static final String GEN_AI_AGENT_NAME = "gen_ai.agent.name";
  public static final String GEN_AI_AGENT_ID = "gen_ai.agent.id";
  public static final String ERROR_TYPE = "error.type";
  public static final String EXCEPTION_TYPE = "exception.type";
  public static final String EXCEPTION_MESSAGE = "exception.message";
  public static final String EXCEPTION_STACKTRACE = "exception.stacktrace";

  /** Of log records: as OpenTelemetry's bridges of logging libraries name them. */
  public static final String LOG_TEMPLATE = "log.body.template";

  public static final String LOG_ARGUMENTS = "log.body.parameters";
  public static final String LOG_MARKERS = "log.markers";

  /** The true size of a text that was cut. */
  public static final String LOG_SIZE_BYTES = "log.size_bytes";

  public static final String THREAD_NAME = "thread.name";
  public static final String THREAD_ID = "thread.id";

  /** Identifies a visit (docs/sdk.md), on the resource. */
  public static final String VISIT_ID = "visit.id";

  /** Measured values: names of samples, and of attributes where a span carries them (Frisky's metrics). */
  public static final String MEMORY_USAGE = "process.memory.usage";

  public static final String CPU_UTILIZATION = "process.cpu.utilization";
  public static final String MEMORY_LIMIT = "worker.memory.limit";

  /** Cumulative. */
  public static final String SPILLED_BYTES = "worker.spilled.bytes";

  /** Cumulative. */
  public static final String UNSPILLED_BYTES = "worker.unspilled.bytes";

  /** Cumulative. */
  public static final String NETWORK_RECEIVED_BYTES = "network.received.bytes";

  /** Cumulative. */
  public static final String NETWORK_SENT_BYTES = "network.sent.bytes";

  /** Bytes per second, as are the next two. */
  public static final String NETWORK_RATE = "network.rate";

  public static final String DISK_READ_RATE = "disk.read.rate";
  public static final String DISK_WRITE_RATE = "disk.write.rate";

  /** How many things a span stands for: Frisky's batch size. */
  public static final String COUNT = "count";

  /** The key of a Frisky span that names data, not a task. */
  public static final String FRISKY_KEY = "frisky.key";

  /** The same of a span with several keys. */
  public static final String FRISKY_KEYS = "frisky.keys";

  public static final String PLACEMENT_REASON = "placement.reason";
  public static final String PLACEMENT_CANDIDATES = "placement.candidates";

  public static final String CACHE_KEY = "cache.key";
  public static final String CACHE_HIT = "cache.hit";
  public static final String MESSAGE_ID = "message.id";
  public static final String MESSAGE_FROM = "message.from";
  public static final String MESSAGE_TO = "message.to";
  public static final String MESSAGE_TYPE = "message.type";
  public static final String MESSAGE_SIZE = "message.size_bytes";
  public static final String ARTIFACT_ID = "artifact.id";
  public static final String ARTIFACT_TYPE = "artifact.type";
  public static final String ARTIFACT_PRODUCER = "artifact.producer";
  public static final String ARTIFACT_CONSUMER = "artifact.consumer";

  /** Of an attribute that was cut, after its own key: its true size. */
  public static final String SIZE_SUFFIX = ".size_bytes";

  /** Of a collection of which elements were left out, after its own key: how many it has. */
  public static final String ELEMENTS_SUFFIX = ".element_count";

  /** Why a program's SDK dropped records. */
  public static final String SDK_DROPPED_CAUSE = "sonde.dropped.cause";

  /** How many, since it said so last for that cause. */
  public static final String SDK_DROPPED_COUNT = "sonde.dropped.count";

  /** Events. */
  public static final String EVENT_TASK_TRANSITION = "task.transition";

  public static final String EVENT_TASK_PLACED = "task.placed";
  public static final String EVENT_WORKER_ADDED = "worker.added";
  public static final String EVENT_WORKER_REMOVED = "worker.removed";
  public static final String EVENT_WORKER_PAUSED = "worker.paused";
  public static final String EVENT_WORKER_RESUMED = "worker.resumed";
  public static final String EVENT_CACHE_LOOKUP = "cache.lookup";
  public static final String EVENT_MESSAGE_SENT = "message.sent";
  public static final String EVENT_MESSAGE_RECEIVED = "message.received";
  public static final String EVENT_ARTIFACT_PRODUCED = "artifact.produced";
  public static final String EVENT_ARTIFACT_CONSUMED = "artifact.consumed";
  public static final String EVENT_RUN_STARTED = "run.started";
  public static final String EVENT_RUN_FINISHED = "run.finished";
  public static final String EVENT_SDK_DROPPED = "sonde.sdk.dropped";

  private Keys() {}
}
