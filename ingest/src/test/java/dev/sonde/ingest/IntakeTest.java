package dev.sonde.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.Receipt;
import dev.sonde.testkit.Corpus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and standard input: what is read, what is told on the way, and why something is refused. */
class IntakeTest {

  @TempDir Path folder;

  @Test
  void standard_input_is_read_like_a_file_and_left_open() throws IOException {
    byte[] packed = Corpus.bytes("simulated/serial_chain/spans.json.gz");
    boolean[] closed = {false};
    InputStream piped =
        new ByteArrayInputStream(packed) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            // As pipes give it: in pieces.
            return super.read(bytes, offset, Math.min(length, 4096));
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Intake intake = new Intake(Importers.ALL, piped);
    Collected read = Collected.from(intake, Intake.STANDARD_INPUT, null);
    Collected file = Collected.from(Files.write(folder.resolve("source"), packed));
    assertThat(read.records()).isEqualTo(file.records());
    assertThat(read.read().source()).isEqualTo("-");
    assertThat(read.read().digest()).isEqualTo(file.read().digest());
    assertThat(closed[0]).isFalse();
  }

  @Test
  void progress_never_goes_back_and_ends_at_the_size() throws IOException {
    byte[] packed = Corpus.bytes("simulated/healthy/spans.json.gz");
    Path file = Files.write(folder.resolve("source"), packed);
    List<Long> told = new ArrayList<>();
    new Intake().read(file, null, batch -> Receipt.stored(batch.size()), told::add);
    assertThat(told).isSorted().last().isEqualTo((long) packed.length);
  }

  @Test
  void binary_garbage_is_refused_with_its_first_bytes_and_all_formats() throws IOException {
    byte[] noise = new byte[5000];
    new Random(11).nextBytes(noise);
    noise[0] = (byte) 0x89;
    noise[1] = 0x00;
    assertRefused(noise, "the bytes 89 00 ");
  }

  @Test
  void text_garbage_is_refused_with_its_beginning_and_all_formats() throws IOException {
    assertRefused("just\n  some words".getBytes(UTF_8), "begins with \"just some words\"");
  }

  @Test
  void a_web_page_is_refused_as_one() throws IOException {
    byte[] page = "\n<!DOCTYPE html><html><body>Please sign in</body></html>".getBytes(UTF_8);
    assertRefused(page, "<!DOCTYPE html>");
    assertRefused(page, "a web page");
  }

  private void assertRefused(byte[] bytes, String words) throws IOException {
    Path file = Files.write(folder.resolve("garbage"), bytes);
    assertThatThrownBy(() -> Collected.from(file))
        .isInstanceOf(SourceException.Unrecognised.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words)
        .satisfies(e ->
            assertThat(Importers.ALL)
                .allSatisfy(i -> assertThat(e.getMessage()).contains(i.format())));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_compressed_nothing_is_told_from_nothing(boolean compressed) throws IOException {
    byte[] bytes = compressed ? ImporterContract.gzip(new byte[0]) : new byte[0];
    Path file = Files.write(folder.resolve("empty"), bytes);
    assertThatThrownBy(() -> Collected.from(file))
        .isInstanceOf(SourceException.Unrecognised.class)
        .hasMessageContaining(
            compressed ? "its " + bytes.length + " bytes decompress to 0" : "it has 0 bytes");
  }

  @Test
  void a_file_that_is_not_there_is_named_with_the_folder_that_was_looked_in() {
    Path gone = folder.resolve("gone.json");
    assertThatThrownBy(() -> Collected.from(gone))
        .isInstanceOf(SourceException.Missing.class)
        .hasMessageContaining("No such file: " + gone);
    assertThatThrownBy(() -> new Intake().contents(gone, null))
        .isInstanceOf(SourceException.Missing.class)
        .hasMessageContaining("No such file: " + gone);
  }

  @Test
  void a_file_that_may_not_be_read_is_told_as_that() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "[]");
    Files.setPosixFilePermissions(file, Set.of());
    if (Files.isReadable(file)) {
      // The superuser may read everything, and then it is read.
      assertThat(Collected.from(file)).isNotNull();
    } else {
      assertThatThrownBy(() -> Collected.from(file))
          .isInstanceOf(SourceException.Missing.class)
          .hasMessage(Sources.unreadable(file).getMessage());
    }
    assertThat(Sources.unreadable(file))
        .hasMessageContaining("secret may not be read; check its permissions");
  }

  @Test
  void a_folder_where_a_file_belongs_is_refused() {
    assertThatThrownBy(() -> Collected.from(folder))
        .isInstanceOf(SourceException.Missing.class)
        .hasMessageContaining("is a folder where a file was expected");
  }

  @Test
  void a_source_that_fails_halfway_is_told_with_its_cause() {
    byte[] begun = "[{\"name\":\"a\",\"start_ns\":1}".getBytes(UTF_8);
    InputStream failing =
        new InputStream() {
          private int next;

          @Override
          public int read() throws IOException {
            if (next == begun.length) {
              throw new IOException("the disk is gone");
            }
            return begun[next++];
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
          }
        };
    Intake intake = new Intake(Importers.ALL, failing);
    assertThatThrownBy(() -> Collected.from(intake, Intake.STANDARD_INPUT, null))
        .isInstanceOf(SourceException.Missing.class)
        .hasMessageContaining("the disk is gone");
  }

  @Test
  void a_format_that_does_not_exist_is_refused_with_those_that_do() throws IOException {
    Path file = Files.writeString(folder.resolve("source"), "[]");
    assertThatThrownBy(() -> Collected.from(new Intake(), file, "frisky"))
        .isInstanceOf(SourceException.Unrecognised.class)
        .hasMessageContaining("There is no format \"frisky\"")
        .hasMessageContaining("frisky-spans");
  }

  @Test
  void equal_files_have_equal_digests_and_different_ones_do_not() throws IOException {
    byte[] bytes = "[{\"name\":\"a\",\"start_ns\":1,\"end_ns\":2}]".getBytes(UTF_8);
    byte[] other = Arrays.copyOf(bytes, bytes.length);
    other[bytes.length - 3] = '3';
    String first = Collected.from(Files.write(folder.resolve("a"), bytes)).read().digest();
    assertThat(Collected.from(Files.write(folder.resolve("b"), bytes)).read().digest())
        .isEqualTo(first);
    assertThat(Collected.from(Files.write(folder.resolve("c"), other)).read().digest())
        .isNotEqualTo(first);
  }
}
