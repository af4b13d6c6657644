package dev.sonde.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Which processes a command consists of")
class ProcessTreeTest {

  /** 100 s after the machine began. */
  private static final long NOW = 1_000_000_000_000_000_000L;

  private static final String MARK = "run.id=r1";

  @TempDir Path folder;

  private FakeProc fake;
  private final Map<Integer, Ending> orphans = new HashMap<>();

  @BeforeEach
  void somebody_else_runs_too() throws IOException {
    fake = new FakeProc(folder);
    fake.process(1, "init", 'S', 0, 0);
    fake.process(2, "self", 'S', 1, 0);
  }

  private ProcessTree tree() throws IOException {
    AtomicLong ids = new AtomicLong();
    ProcessTree tree =
        new ProcessTree(fake.proc(), MARK, orphans::get, ids::incrementAndGet, NOW, 2);
    fake.process(10, "sh", 'S', 2, 10_000);
    tree.begin(10, List.of("sh", "-c", "x"), NOW);
    return tree;
  }

  private static List<Integer> pids(List<Watched> list) {
    return list.stream().map(one -> one.pid).toList();
  }

  @Test
  void children_and_their_children_belong_to_it_in_whatever_order_they_are_seen() throws Exception {
    ProcessTree tree = tree();
    fake.process(30, "child", 'S', 10, 10_001);
    fake.process(20, "grandchild", 'S', 30, 10_002);
    fake.process(25, "stranger", 'S', 1, 10_002);

    ProcessTree.Changes changes = tree.look(NOW + 50_000_000);

    assertThat(pids(changes.began())).containsExactlyInAnyOrder(20, 30);
    assertThat(pids(tree.live())).containsExactlyInAnyOrder(10, 20, 30);
    assertThat(tree.look(NOW + 60_000_000).began()).isEmpty();
  }

  @Test
  void a_start_is_what_the_kernel_says_but_never_before_its_parents() throws Exception {
    ProcessTree tree = tree();
    fake.process(30, "child", 'S', 10, 10_003);
    fake.process(31, "early", 'S', 10, 9_000);

    List<Watched> began = tree.look(NOW + 500_000_000).began();

    assertThat(began.get(0).startNanos).isEqualTo(NOW + 30_000_000);
    assertThat(began.get(1).startNanos).isEqualTo(NOW);
  }

  @Test
  void an_orphan_that_was_never_seen_with_its_parent_is_known_by_the_mark() throws Exception {
    ProcessTree tree = tree();
    fake.process(40, "daemon", 'S', 1, 10_004);
    fake.file(40, "environ", "PATH=/bin\0OTEL_RESOURCE_ATTRIBUTES=" + MARK + ",a=b\0");

    Watched one = tree.look(NOW).began().getFirst();

    assertThat(one.pid).isEqualTo(40);
    assertThat(one.parent).isZero();
  }

  @Test
  void the_end_of_a_process_that_vanished_is_known_and_its_exit_is_not() throws Exception {
    ProcessTree tree = tree();
    fake.process(30, "child", 'S', 10, 10_001);
    tree.look(NOW);
    fake.gone(30);

    Watched ended = tree.look(NOW + 10).ended().getFirst();

    assertThat(ended.pid).isEqualTo(30);
    assertThat(ended.endNanos).isEqualTo(NOW + 10);
    assertThat(ended.ending).isNull();
  }

  @Test
  void one_that_waits_to_be_asked_says_how_it_ended_and_ends_once() throws Exception {
    ProcessTree tree = tree();
    fake.process(30, "child", 'S', 10, 10_001);
    tree.look(NOW);
    fake.process(30, "child", 'Z', 10, 10_001, 3 << 8);

    assertThat(tree.look(NOW + 10).ended().getFirst().ending).isEqualTo(Ending.code(3));
    assertThat(tree.look(NOW + 20).ended()).isEmpty();
    assertThat(tree.look(NOW + 30).began()).isEmpty();
  }

  @Test
  void where_its_exit_may_not_be_seen_it_is_not_0() throws Exception {
    ProcessTree tree = tree();
    fake.process(30, "other-user", 'S', 10, 10_001);
    java.nio.file.Files.delete(folder.resolve("30/io"));
    tree.look(NOW);
    java.nio.file.Files.write(
        folder.resolve("30/stat"), FakeProc.stat(30, "other-user", 'Z', 10, 5, 5, 10_001, 0));

    assertThat(tree.look(NOW + 10).ended().getFirst().ending).isNull();
  }

  @Test
  void an_orphan_is_asked_how_it_ended_and_the_command_is_not() throws Exception {
    ProcessTree tree = tree();
    orphans.put(30, Ending.signal(9));
    orphans.put(10, Ending.signal(11));
    fake.process(30, "orphan", 'S', 10, 10_001);
    tree.look(NOW);
    fake.process(30, "orphan", 'Z', 2, 10_001, 9);
    fake.process(10, "sh", 'Z', 2, 10_000, 4 << 8);

    List<Watched> ended = tree.look(NOW + 10).ended();

    assertThat(ended).hasSize(2);
    assertThat(ended).anySatisfy(one -> assertThat(one.ending).isEqualTo(Ending.signal(9)));
    assertThat(ended).anySatisfy(one -> assertThat(one.ending).isEqualTo(Ending.code(4)));
  }

  @Test
  void a_dead_child_of_ours_that_nobody_saw_alive_is_one_of_its_orphans() throws Exception {
    ProcessTree tree = tree();
    orphans.put(50, Ending.code(5));
    fake.process(50, "quick", 'Z', 2, 10_001, 5 << 8);

    ProcessTree.Changes changes = tree.look(NOW + 10);

    assertThat(pids(changes.began())).containsExactly(50);
    assertThat(changes.ended().getFirst().ending).isEqualTo(Ending.code(5));
  }

  @Test
  void a_number_that_is_used_again_is_another_process() throws Exception {
    ProcessTree tree = tree();
    fake.process(30, "first", 'S', 10, 10_001);
    tree.look(NOW);
    fake.process(30, "second", 'S', 10, 10_050);

    ProcessTree.Changes changes = tree.look(NOW + 10);

    assertThat(changes.ended().getFirst().name).isEqualTo("first");
    assertThat(changes.began().getFirst().name).isEqualTo("second");
  }

  @Test
  void a_process_that_executes_another_program_is_called_by_it() throws Exception {
    ProcessTree tree = tree();
    fake.process(30, "sh", 'S', 10, 10_001);
    Watched one = tree.look(NOW).began().getFirst();
    fake.process(30, "python3", 'S', 10, 10_001);
    tree.look(NOW + 10);

    assertThat(one.name).isEqualTo("python3");
    assertThat(one.command).containsExactly("python3", "--password", Redaction.HIDDEN);
  }

  @Test
  void a_process_that_vanishes_while_it_is_read_is_no_trouble() throws Exception {
    ProcessTree tree = tree();
    java.nio.file.Files.createDirectories(folder.resolve("60"));
    fake.process(61, "half", 'S', 10, 10_001);
    java.nio.file.Files.delete(folder.resolve("61/cmdline"));
    java.nio.file.Files.delete(folder.resolve("61/io"));

    Watched one = tree.look(NOW).began().getFirst();

    assertThat(one.pid).isEqualTo(61);
    assertThat(one.command).isEmpty();
    assertThat(one.io).isNull();
    assertThat(one.memory).isNull();
  }
}
