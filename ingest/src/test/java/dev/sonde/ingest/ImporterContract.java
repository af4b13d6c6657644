package dev.sonde.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.WideEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every importer promises, whatever its format. */
public abstract class ImporterContract {

  @TempDir Path folder;

  protected abstract Importer importer();

  /** A whole and undamaged source of some ten records, uncompressed. */
  protected abstract byte[] sample();

  /** How many records, spans, events and samples together, the sample holds. */
  protected abstract int records();

  /** Whether a cut within the sample can be seen from its format; false for plain lines of records. */
  protected boolean everyCutShows() {
    return true;
  }

  /** The fewest bytes by which a cut sample can be told from other formats. */
  protected int recognisableBytes() {
    return 400;
  }

  @Test
  void its_sample_is_recognised_as_its_own_and_read_whole() {
    Collected whole = read(sample());
    assertThat(whole.read().format()).isEqualTo(importer().format());
    assertThat(whole.records()).hasSize(records());
    assertThat(whole.read().rejected()).isZero();
    assertThat(whole.problems()).isEmpty();
    assertThat(whole.read().bytes()).isEqualTo(sample().length);
  }

  @Test
  void reading_twice_gives_the_same_records() {
    Collected first = read(sample());
    Collected second = read(sample());
    assertThat(second.records()).isEqualTo(first.records());
    assertThat(second.read().digest()).isEqualTo(first.read().digest());
  }

  @Test
  void compression_changes_nothing_but_the_bytes() {
    assertThat(read(gzip(sample())).records()).isEqualTo(read(sample()).records());
  }

  @Test
  void what_comes_before_a_cut_is_kept_and_the_cut_is_noted() {
    byte[] sample = sample();
    List<WideEvent> whole = read(sample).records();
    for (int cut = recognisableBytes(); cut < sample.length - 2; cut += 97) {
      Collected part = forced(java.util.Arrays.copyOf(sample, cut));
      assertThat(part.records())
          .as("cut at %d", cut)
          .isEqualTo(whole.subList(0, part.records().size()));
      if (everyCutShows()) {
        assertThat(part.problems()).as("cut at %d", cut).contains("truncated");
      }
    }
  }

  @Test
  void a_cut_of_the_compressed_source_is_one_truncation_with_its_byte() {
    byte[] packed = gzip(sample());
    Collected part = forced(java.util.Arrays.copyOf(packed, packed.length * 2 / 3));
    assertThat(part.read().problems())
        .filteredOn(p -> p.code() == dev.sonde.model.Problem.Code.TRUNCATED)
        .singleElement()
        .satisfies(p -> assertThat(p.count()).isEqualTo(1))
        .satisfies(p -> assertThat(p.where()).contains("byte"));
  }

  @Test
  void other_formats_and_garbage_are_not_its_own() {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    assertThat(importer().sniff(new Head(noise, true))).isEqualTo(Importer.Match.NO);
    for (String text :
        List.of("hello\nworld\n", "{\"a\": 1}", "<xml/>", "a,b\n1,2\n", "42", "\u0000\u0001")) {
      Head head = new Head(text.getBytes(StandardCharsets.UTF_8), true);
      assertThat(importer().sniff(head)).as(text).isEqualTo(Importer.Match.NO);
    }
    for (Importer other : Importers.ALL) {
      if (!other.format().equals(importer().format())) {
        assertThat(other.sniff(new Head(sample(), true)))
            .as(other.format())
            .isNotEqualTo(Importer.Match.YES);
      }
    }
  }

  @Test
  void an_empty_source_is_a_clear_error() {
    assertThatThrownBy(() -> read(new byte[0]))
        .isInstanceOf(SourceException.Unrecognised.class)
        .hasMessageContaining("0 bytes");
  }

  @Test
  void mutated_sources_never_throw_and_the_books_balance() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      byte[] bytes = mutated(sample(), random);
      List<WideEvent> records = new ArrayList<>();
      Problems problems = new Problems();
      Batches batches = new Batches(batch -> dev.sonde.model.Receipt.stored(batch.size()));
      try {
        importer()
            .read(
                new Input("mutated", new ByteArrayInputStream(bytes)),
                batch -> {
                  records.addAll(batch.records());
                  return batches.pass(batch);
                },
                problems);
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
      assertThat(batches.spans() + batches.events() + batches.samples())
          .as("seed %d, round %d", seed, round)
          .isEqualTo(records.size());
      long byCause = problems.rejectedByCause().values().stream().mapToLong(n -> n).sum();
      assertThat(problems.rejected()).as("seed %d, round %d", seed, round).isEqualTo(byCause);
    }
  }

  private static byte[] mutated(byte[] sample, Random random) {
    byte[] bytes = sample.clone();
    for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\":,0-n\\\n".charAt(random.nextInt(12));
        default -> {
          int length = Math.min(random.nextInt(60), bytes.length - at);
          int from = random.nextInt(bytes.length - length);
          System.arraycopy(sample, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }

  protected final Collected read(byte[] bytes) {
    return Collected.from(file(bytes));
  }

  /** Reads as this format without looking. */
  protected final Collected forced(byte[] bytes) {
    return Collected.from(new Intake(), file(bytes), importer().format());
  }

  private Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("source"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
