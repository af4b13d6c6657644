package dev.sonde.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.sonde.model.Problem;
import dev.sonde.testkit.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands around the content changes nothing in it, and what is wrong with it is told. */
class CompressionTest {

  private static final byte[] CONTENT = Corpus.unzipped("simulated/serial_chain/spans.json.gz");

  @TempDir Path folder;

  @Test
  void zstd_is_seen_through() throws IOException {
    assertSameContent(Zstd.compress(CONTENT));
  }

  @Test
  void several_frames_of_zstd_are_one_content_also_after_a_skippable_one() throws IOException {
    int half = CONTENT.length / 2;
    byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};
    byte[] first = Zstd.compress(Arrays.copyOf(CONTENT, half));
    byte[] second = Zstd.compress(Arrays.copyOfRange(CONTENT, half, CONTENT.length));
    assertSameContent(joined(first, second));
    assertSameContent(joined(skippable, first, skippable, second));
  }

  @Test
  void several_members_of_gzip_are_one_content() throws IOException {
    int half = CONTENT.length / 2;
    byte[] first = ImporterContract.gzip(Arrays.copyOf(CONTENT, half));
    byte[] second = ImporterContract.gzip(Arrays.copyOfRange(CONTENT, half, CONTENT.length));
    assertSameContent(joined(first, second));
  }

  @Test
  void a_cut_of_zstd_keeps_what_came_before_and_is_one_truncation() throws IOException {
    byte[] packed = Zstd.compress(CONTENT);
    Collected whole = read(packed);
    for (int cut = packed.length / 2; cut < packed.length; cut += packed.length / 9) {
      Collected part = read(Arrays.copyOf(packed, cut));
      assertThat(part.records()).isEqualTo(whole.records().subList(0, part.records().size()));
      assertThat(part.read().problems())
          .singleElement()
          .satisfies(p -> assertThat(p.code()).isEqualTo(Problem.Code.TRUNCATED))
          .satisfies(p -> assertThat(p.count()).isEqualTo(1))
          .satisfies(p -> assertThat(p.where()).contains("compressed byte"));
    }
  }

  @Test
  void a_cut_between_two_frames_shows_in_the_content_alone() throws IOException {
    byte[] first = Zstd.compress(Arrays.copyOf(CONTENT, CONTENT.length / 2));
    Collected part = read(first);
    assertThat(part.records()).isNotEmpty();
    assertThat(part.problems()).containsExactly("truncated");
  }

  @Test
  void zeros_after_gzip_are_padding() throws IOException {
    assertSameContent(joined(ImporterContract.gzip(CONTENT), new byte[1000]));
  }

  @Test
  void garbage_after_gzip_is_told_with_its_byte_and_costs_nothing() throws IOException {
    byte[] packed = ImporterContract.gzip(CONTENT);
    byte[] garbage = "and more".getBytes(UTF_8);
    Collected read = read(joined(packed, garbage));
    assertThat(read.records()).isEqualTo(read(CONTENT).records());
    assertThat(read.read().bytes()).isEqualTo(packed.length + garbage.length);
    assertThat(read.read().problems())
        .singleElement()
        .satisfies(p -> assertThat(p.code()).isEqualTo(Problem.Code.MALFORMED))
        .satisfies(p -> assertThat(p.where()).endsWith("compressed byte " + packed.length))
        .satisfies(p -> assertThat(p.message()).startsWith("8 bytes after the gzip data"));
  }

  @Test
  void a_checksum_that_does_not_fit_is_told() throws IOException {
    byte[] packed = ImporterContract.gzip(CONTENT);
    packed[packed.length - 5] ^= 1;
    Collected read = read(packed);
    assertThat(read.records()).isEqualTo(read(CONTENT).records());
    assertThat(read.problems()).containsExactly("malformed");
  }

  @Test
  void damage_under_a_checksum_never_throws_and_never_passes() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[][] packings = {checked(CONTENT), ImporterContract.gzip(CONTENT)};
    for (int round = 0; round < 40; round++) {
      byte[] damaged = packings[round % 2].clone();
      // Beyond the first 64 KiB of content, by which it is recognised.
      int at = damaged.length * 3 / 4 + random.nextInt(damaged.length / 4);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      assertThat(read(damaged).problems()).as("seed %d, round %d", seed, round).isNotEmpty();
    }
  }

  @Test
  void messages_that_are_compressed_one_by_one_behind_their_lengths_are_read() throws IOException {
    byte[] line =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":5}]}]}]}"
            .getBytes(UTF_8);
    byte[] file = joined(framed(line), framed(line), framed(line));
    Collected read = read(file);
    assertThat(read.read().format()).isEqualTo("otlp-json");
    assertThat(read.records()).hasSize(3);
    assertThat(read.problems()).isEmpty();

    Collected cut = read(Arrays.copyOf(file, file.length - 7));
    assertThat(cut.records()).hasSize(2);
    assertThat(cut.problems()).containsExactly("truncated");

    byte[] damaged = file.clone();
    damaged[framed(line).length + 12] ^= 0x55;
    Collected left = read(damaged);
    assertThat(left.records()).hasSize(2);
    assertThat(left.problems()).containsExactly("malformed");
  }

  private static byte[] checked(byte[] content) {
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      return zstd.setChecksum(true).compress(content);
    }
  }

  static byte[] framed(byte[] message) {
    byte[] packed = Zstd.compress(message);
    return joined(ByteBuffer.allocate(4).putInt(packed.length).array(), packed);
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private void assertSameContent(byte[] packed) throws IOException {
    Collected read = read(packed);
    assertThat(read.problems()).isEmpty();
    assertThat(read.records()).isEqualTo(read(CONTENT).records());
    assertThat(read.read().bytes()).isEqualTo(packed.length);
  }

  private Collected read(byte[] bytes) throws IOException {
    return Collected.from(Files.write(folder.resolve("source"), bytes));
  }
}
