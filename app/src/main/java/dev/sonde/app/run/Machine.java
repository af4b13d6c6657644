package dev.sonde.app.run;

import org.jspecify.annotations.Nullable;

/** What only the operating system's own calls can do. {@link #NONE} is for systems without them. */
interface Machine extends ProcessTree.Reaper {

  /**
   * What all children of this process used that have ended and were asked how, with their own.
   *
   * @param largestBytes the most that any one of them had in memory
   */
  record Used(
      long userNanos, long systemNanos, long largestBytes, long readBytes, long writeBytes) {}

  /** A pipe that knows nothing of processes, unlike Java's, which is closed when one ends. */
  interface Pipe {
    /** A file that is its end for reading. */
    String reading();

    /** A file that is its end for writing. */
    String writing();

    /** Both ends are open elsewhere, or not needed any more. */
    void close();
  }

  /** Orphans of this process's children become its children. */
  void adoptOrphans();

  /**
   * @return whether there was such a process, and it may be signalled
   */
  boolean signal(int pid, int number);

  @Nullable Used used();

  @Nullable Pipe pipe();

  Machine NONE =
      new Machine() {
        @Override
        public void adoptOrphans() {}

        @Override
        public boolean signal(int pid, int number) {
          return ProcessHandle.of(pid)
              .map(process -> number == 9 ? process.destroyForcibly() : process.destroy())
              .orElse(false);
        }

        @Override
        public @Nullable Used used() {
          return null;
        }

        @Override
        public @Nullable Pipe pipe() {
          return null;
        }

        @Override
        public @Nullable Ending reap(int pid) {
          return null;
        }
      };
}
