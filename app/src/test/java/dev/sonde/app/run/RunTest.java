package dev.sonde.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.render.Style;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A command under observation")
class RunTest {

  @TempDir Path folder;

  private final MemorySink sink = new MemorySink();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Run.Figures run(String... command) throws IOException {
    return run(out, LinuxMachine.here(), command);
  }

  private Run.Figures run(OutputStream to, Machine machine, String... command) throws IOException {
    Run.Request request =
        new Run.Request(
            "test",
            List.of(command),
            null,
            Map.of("OTEL_RESOURCE_ATTRIBUTES", "team=a"),
            ProcessBuilder.Redirect.from(new File("/dev/null")),
            to,
            err);
    Run.Where where =
        new Run.Where() {
          @Override
          public RunSink sink(String run) {
            return sink;
          }

          @Override
          public @Nullable String endpoint() {
            return "http://localhost:1";
          }
        };
    return Run.run(request, where, machine, false);
  }

  private Run.Figures shell(String script) throws IOException {
    return run("sh", "-c", script);
  }

  private List<Span> spans(String name) {
    return all(Span.class).stream().filter(span -> span.name().equals(name)).toList();
  }

  private <T extends WideEvent> List<T> all(Class<T> type) {
    return sink.records().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private List<String> logged(String stream) {
    return all(Event.class).stream()
        .filter(event -> stream.equals(event.attributes().text("log.iostream")))
        .map(event -> ((Value.Text) event.body()).value())
        .toList();
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void its_exit_code_is_kept() throws Exception {
    assertThat(shell("exit 0").exitCode()).isZero();
    assertThat(shell("exit 7").exitCode()).isEqualTo(7);
    assertThat(shell("exit 255").exitCode()).isEqualTo(255);
  }

  @Test
  void a_signal_that_ended_it_is_128_more() throws Exception {
    Run.Figures killed = shell("kill -KILL $$");
    assertThat(killed.exitCode()).isEqualTo(137);
    assertThat(killed.ending()).isEqualTo("SIGKILL");
    assertThat(shell("kill -TERM $$").exitCode()).isEqualTo(143);
  }

  @Test
  void what_cannot_be_started_ends_as_in_a_shell() throws Exception {
    Run.Figures missing = run("no-such-command-anywhere");
    assertThat(missing.exitCode()).isEqualTo(127);
    assertThat(missing.refusal()).isEqualTo("No such file or directory");
    Path file = Files.writeString(folder.resolve("plain"), "text");
    assertThat(run(file.toString()).exitCode()).isEqualTo(126);
    assertThat(run(folder.toString()).exitCode()).isEqualTo(126);
    assertThat(spans("run")).hasSize(3).allMatch(span -> span.status() == Span.Status.ERROR);
  }

  @Test
  void what_it_writes_arrives_and_is_kept_line_by_line() throws Exception {
    Run.Figures run = shell("echo one; echo 'ERROR two' >&2; printf three");
    assertThat(said()).isEqualTo("one\nthree");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("ERROR two\n");
    assertThat(logged("stdout")).containsExactly("one", "three");
    assertThat(logged("stderr")).containsExactly("ERROR two");
    assertThat(run.outLines()).isEqualTo(2);
    assertThat(run.errLines()).isEqualTo(1);
    assertThat(run.said()).isEqualTo(1);
  }

  @Test
  void much_output_arrives_whole_and_in_order() throws Exception {
    Run.Figures run = shell("i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done");
    assertThat(said().lines()).hasSize(20_000).startsWith("0", "1").endsWith("19999");
    assertThat(run.outLines()).isEqualTo(20_000);
    assertThat(logged("stdout")).hasSize(20_000).startsWith("0", "1").endsWith("19999");
  }

  @Test
  void bytes_that_are_no_text_arrive_unchanged_and_are_kept_within_limits() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new java.util.Random(3).nextBytes(bytes);
    Path file = Files.write(folder.resolve("bytes"), bytes);
    Run.Figures run = run("cat", file.toString());
    assertThat(Arrays.equals(out.toByteArray(), bytes)).isTrue();
    assertThat(run.unkept()).isPositive();
    assertThat(logged("stdout")).hasSizeLessThan(2000);
  }

  @Test
  void nothing_on_standard_input_is_an_end_of_file() throws Exception {
    assertThat(run("cat").exitCode()).isZero();
    assertThat(said()).isEmpty();
  }

  @Test
  void where_nobody_reads_its_output_it_is_told_so() throws Exception {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    assertThat(run(closed, LinuxMachine.here(), "yes").ending()).isEqualTo("SIGPIPE");
  }

  @Test
  void its_environment_names_the_run_and_where_to_send() throws Exception {
    Run.Figures run =
        shell(
            "echo $OTEL_RESOURCE_ATTRIBUTES; echo $OTEL_EXPORTER_OTLP_ENDPOINT; echo $TRACEPARENT");
    Span span = spans("run").getFirst();
    assertThat(said().lines())
        .containsExactly(
            "team=a,run.id=" + run.id() + ",run.name=test",
            "http://localhost:1",
            "00-" + span.id().traceHex() + "-" + span.id().spanHex() + "-01");
  }

  @Test
  void a_run_begins_and_ends_and_has_a_span_above_its_processes() throws Exception {
    Run.Figures run = shell("exit 3");
    assertThat(all(Event.class).stream().map(Event::name))
        .containsExactly("run.started", "run.finished");
    Event finished = all(Event.class).getLast();
    assertThat(finished.attributes().text("run.status")).isEqualTo("failed");
    assertThat(finished.attributes().integer("process.exit.code")).isEqualTo(3);
    Span whole = spans("run").getFirst();
    assertThat(whole.parent()).isZero();
    assertThat(whole.attributes().text("run.id")).isEqualTo(run.id());
    Span command = spans("sh").getFirst();
    assertThat(command.parent()).isEqualTo(whole.id().span());
    assertThat(command.attributes().integer("process.exit.code")).isEqualTo(3);
    assertThat(command.attributes().texts("process.command_args"))
        .containsExactly("sh", "-c", "exit 3");
    assertThat(command.endNanos()).isEqualTo(whole.endNanos());
    assertThat(sink.records())
        .allMatch(one -> run.id().equals(one.origin().resource().text("run.id")));
  }

  @Test
  void children_are_spans_below_who_started_them_and_are_measured() throws Exception {
    // The inner shell ends when the outer one has seen it in /proc for as long as a few looks take.
    Run.Figures run =
        shell(
            "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo $$ $PPID; exit 4'; true");
    String[] pids = said().strip().split(" ");
    List<Span> shells = spans("sh");
    assertThat(shells).hasSize(2);
    Span child =
        shells.stream()
            .filter(span -> pids[0].equals(span.attributes().text("process.pid")))
            .findFirst()
            .orElseThrow();
    Span parent =
        shells.stream().filter(span -> !span.id().equals(child.id())).findFirst().orElseThrow();
    assertThat(child.parent()).isEqualTo(parent.id().span());
    assertThat(child.attributes().text("process.parent_pid")).isEqualTo(pids[1]);
    assertThat(run.processes()).isEqualTo(2);
    assertThat(run.cpuS()).isPositive();
    assertThat(run.peakBytes()).isPositive();
    assertThat(all(Sample.class).stream().map(Sample::name).distinct())
        .contains("process.memory.usage", "process.cpu.time", "process.thread.count");
    assertThat(run.longest().getFirst().command()).startsWith("sh -c");
  }

  @Test
  void an_orphan_is_followed_and_asked_how_it_ended() throws Exception {
    // The orphan lives until it was seen; the command until the orphan was reaped, which is ours to
    // do.
    Run.Figures run =
        shell(
            "pid=$(sh -c '(trap \"exit 5\" TERM; while :; do sleep 0.02; done) >/dev/null 2>&1 & echo $!');"
                + " sleep 0.4; kill -TERM $pid; while kill -0 $pid 2>/dev/null; do sleep 0.01; done");
    assertThat(run.exitCode()).isZero();
    assertThat(all(Span.class))
        .anyMatch(span -> Long.valueOf(5).equals(span.attributes().integer("process.exit.code")));
  }

  @Test
  void a_process_that_is_left_behind_does_not_hold_up_the_end() throws Exception {
    Run.Figures run = shell("sleep 600 & echo $!");
    long left = Long.parseLong(said().strip());
    assertThat(run.exitCode()).isZero();
    assertThat(run.running()).isEqualTo(1);
    assertThat(ProcessHandle.of(left)).get().matches(ProcessHandle::destroyForcibly);
    assertThat(spans("sleep").getFirst().isOpen()).isTrue();
  }

  @Test
  void without_the_calls_of_linux_it_works_too() throws Exception {
    Run.Figures run = run(out, Machine.NONE, "sh", "-c", "echo hi; echo there >&2; exit 6");
    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(said()).isEqualTo("hi\n");
    assertThat(logged("stderr")).containsExactly("there");
    assertThat(run.readBytes()).isNull();
  }

  @Test
  void signals_are_handed_on_and_those_of_its_terminal_are_not_sent_twice() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    try (Forwarding early = new Forwarding(LinuxMachine.here(), new ProcFs(Path.of("/proc")))) {
      early.arrived("TERM");
      early.to((int) process.pid());
      assertThat(process.waitFor()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void the_summary_fits_on_a_screen_and_says_what_to_ask_next() throws Exception {
    Run.Figures run = shell("echo ERROR; sh -c 'exit 1'; exit 2");
    String text =
        new TextRenderer(Style.piped(0, ZoneOffset.UTC))
            .render(
                RunReport.of(
                    run,
                    "run.jsonl",
                    false,
                    null,
                    List.of("A note."),
                    next -> "sonde observe " + next.view()));
    assertThat(text.lines().toList())
        .hasSizeLessThan(30)
        .anySatisfy(
            line -> assertThat(line).startsWith("Run test " + run.id()).endsWith("run.jsonl"))
        .anySatisfy(line -> assertThat(line).contains("wall clock").contains("exit 2"))
        .anySatisfy(
            line -> assertThat(line).contains("output lines 1").contains("that say error 1"))
        .contains("A note.", "next  sonde observe logs");
  }
}
