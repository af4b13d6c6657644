package dev.sonde.ingest.dask;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import java.nio.charset.StandardCharsets;

class DumpContractTest extends ImporterContract {

  private static final String DUMP =
      """
      scheduler:
        address: tcp://127.0.0.1:34689
        id: Scheduler-094b62d2-4968-4d14-a420-499cf4754823
        tasks:
          clean-000:
            dependencies:
            - <TaskState 'load-000' memory>
            exception_text: null
            prefix: '<clean: erred: 1>'
            state: erred
          load-000:
            dependencies: []
            exception_text: null
            prefix: '<load: memory: 1>'
            state: memory
        transition_log:
        - - load-000
          - released
          - waiting
          - load-000: processing
          - update-graph-1795196981.3719225
          - 1795196981.3749623
        - - load-000
          - waiting
          - processing
          - {}
          - update-graph-1795196981.3719225
          - 1795196981.3750792
        - - clean-000
          - released
          - waiting
          - {}
          - update-graph-1795196981.3719225
          - 1795196981.3751092
        - - load-000
          - processing
          - memory
          - clean-000: processing
          - task-finished-1795196981.4306471
          - 1795196981.4328153
        type: Scheduler
        workers:
          tcp://127.0.0.1:38863:
            address: tcp://127.0.0.1:38863
            nthreads: 1
      versions:
        scheduler:
          packages:
            distributed: 2026.7.0
      workers:
        tcp://127.0.0.1:38863:
          address: tcp://127.0.0.1:38863
          log:
          - - load-000
            - compute-task
            - released
            - compute-task-1795196981.3750672
            - 1795196981.3786898
          - - load-000
            - ready
            - executing
            - executing
            - {}
            - compute-task-1795196981.3750672
            - 1795196981.3787616
          - - load-000
            - executing
            - memory
            - memory
            - {}
            - task-finished-1795196981.4306471
            - 1795196981.4310117
          logs:
          - - INFO
            - 2026-11-20 17:49:41,147 - distributed.worker - INFO - Starting Worker plugin
          - - WARNING
            - '2026-11-20 17:49:41,147 - distributed.worker - WARNING -         Registered
              to:      tcp://127.0.0.1:34689'
          transfer_incoming_log:
          - bandwidth: 302096.2258715068
            keys:
              clean-001: 1000
            start: 1795196981.557556
            stop: 1795196981.560866
            total: 1000
            who: tcp://127.0.0.1:43751
          - bandwidth: 302096.2258715068
            keys:
              clean-002: 1000
              clean-003: 1000
            start: 1795196981.657556
            stop: 1795196981.660866
            total: 2000
            who: tcp://127.0.0.1:43751
          transition_counter: 340
          type: Worker
      """;

  @Override
  protected Importer importer() {
    return new DumpImporter();
  }

  @Override
  protected byte[] sample() {
    return DUMP.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected int records() {
    return 9;
  }

  /** A cut behind the last record, between two lines, leaves a whole document. */
  @Override
  protected boolean everyCutShows() {
    return false;
  }
}
