package org.duckdb;

/**
 * Stands in the place of the driver's class of this name, which the build leaves out of the driver's
 * jar. That one starts the JDK's Flight Recorder for every process that opens a database, so that a
 * recording could show the driver's memory: some 100 ms of CPU in a command that takes 400. A driver
 * that asks more of the class than this fails at its first connection, so in every test of the store.
 */
final class JfrMemoryMonitor {

  private JfrMemoryMonitor() {}

  static void init() {}

  static void connectionOpened(DuckDBConnection connection) {}

  static void connectionClosed(long database) {}
}
