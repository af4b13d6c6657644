package dev.sonde.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is read of /proc")
class ProcFsTest {

  @TempDir Path folder;

  @Test
  void a_name_may_hold_parentheses_spaces_and_newlines() {
    for (String name : List.of("sh", "a b", ")", "((x) R 1", "two\nlines", "1 (x) S 2 3", "")) {
      ProcStat stat = ProcStat.parse(FakeProc.stat(42, name, 'S', 7, 12, 3, 99, 0));
      assertThat(stat).as(name).isNotNull();
      assertThat(stat.pid()).isEqualTo(42);
      assertThat(stat.name()).isEqualTo(name);
      assertThat(stat.state()).isEqualTo('S');
      assertThat(stat.parent()).isEqualTo(7);
      assertThat(stat.userTicks()).isEqualTo(12);
      assertThat(stat.systemTicks()).isEqualTo(3);
      assertThat(stat.startTicks()).isEqualTo(99);
    }
  }

  @Test
  void what_is_no_such_line_is_nothing_and_never_a_throw() {
    long seed = 20261120;
    Random random = new Random(seed);
    byte[] good = FakeProc.stat(42, "x", 'S', 7, 1, 1, 1, 0);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = good.clone();
      for (int change = 0; change < 1 + i % 5; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      ProcStat.parse(bytes);
      ProcStat.parse(cut);
    }
    assertThat(ProcStat.parse(new byte[0])).isNull();
    assertThat(ProcStat.parse("12 (x) S".getBytes(StandardCharsets.US_ASCII))).isNull();
  }

  @Test
  void a_process_that_is_not_there_is_nothing() throws IOException {
    ProcFs proc = new FakeProc(folder).proc();
    assertThat(proc.stat(5)).isNull();
    assertThat(proc.commandLine(5)).isNull();
    assertThat(proc.io(5)).isNull();
    assertThat(proc.memory(5)).isNull();
    assertThat(proc.proportionalBytes(5)).isNull();
    assertThat(proc.environmentHolds(5, new byte[] {1})).isFalse();
  }

  @Test
  void figures_are_read_with_their_units() throws IOException {
    FakeProc fake = new FakeProc(folder);
    fake.file(9, "status", "Name:\tx\nVmPeak:\t 99 kB\nVmHWM:\t   30 kB\nVmRSS:\t  20 kB\n");
    fake.file(9, "io", "rchar: 1\nread_bytes: 4096\nwrite_bytes: 8192\n");
    fake.file(9, "smaps_rollup", "0-1 ---p\nRss: 9 kB\nPss:   7 kB\nPss_Dirty: 3 kB\n");
    fake.file(9, "cmdline", "tool\0a b\0\0last");

    assertThat(fake.proc().memory(9)).isEqualTo(new ProcFs.Memory(20 * 1024, 30 * 1024));
    assertThat(fake.proc().io(9)).isEqualTo(new ProcFs.Io(4096, 8192));
    assertThat(fake.proc().proportionalBytes(9)).isEqualTo(7 * 1024);
    assertThat(fake.proc().commandLine(9)).containsExactly("tool", "a b", "", "last");
    assertThat(fake.proc().uptimeNanos()).isEqualTo(100_000_000_000L);
  }

  @Test
  void a_dead_process_has_no_memory_rather_than_none() throws IOException {
    FakeProc fake = new FakeProc(folder);
    fake.file(9, "status", "Name:\tx\nState:\tZ (zombie)\n");
    fake.file(9, "io", "garbage");
    assertThat(fake.proc().memory(9)).isNull();
    assertThat(fake.proc().io(9)).isNull();
  }

  @Test
  void only_numbers_are_processes() throws IOException {
    FakeProc fake = new FakeProc(folder);
    fake.process(12, "a", 'S', 1, 0);
    fake.process(3, "b", 'S', 1, 0);
    fake.file(0, "x", "");
    java.nio.file.Files.createDirectories(folder.resolve("12a"));
    java.nio.file.Files.createDirectories(folder.resolve("99999999999999"));
    assertThat(fake.proc().pids()).containsExactly(3, 12);
  }
}
