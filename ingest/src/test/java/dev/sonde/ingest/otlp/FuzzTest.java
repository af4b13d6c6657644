package dev.sonde.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.Message;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged bytes: nothing is thrown, nothing hangs, and no more comes out than went in. */
class FuzzTest {

  private static final int ROUNDS = 150;

  @ParameterizedTest
  @EnumSource(Signal.class)
  void damaged_json_gives_what_can_be_had(Signal signal) {
    attack(
        new OtlpJsonImporter(),
        seed -> {
          String line = OtlpJsonText.of(message(signal, seed));
          return (line + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
        });
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void damaged_protobuf_gives_what_can_be_had(Signal signal) {
    attack(new OtlpProtobufImporter(), seed -> message(signal, seed).toByteArray());
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void damaged_sequences_give_what_can_be_had(Signal signal) {
    attack(
        new OtlpProtobufImporter(),
        seed -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try {
            message(signal, seed).writeDelimitedTo(bytes);
            message(signal, seed + 1).writeDelimitedTo(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return bytes.toByteArray();
        });
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void a_cut_is_told_wherever_it_falls(Signal signal) {
    Message message = message(signal, 3);
    byte[] json = OtlpJsonText.of(message).getBytes(StandardCharsets.UTF_8);
    byte[] protobuf = message.toByteArray();
    int most = Reads.of(new OtlpJsonImporter(), json).records().size();
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      byte[] cut = Arrays.copyOf(json, 1 + random.nextInt(json.length - 1));
      Reads reads = Reads.of(new OtlpJsonImporter(), cut);
      assertThat(reads.problems().list()).as("JSON, %s bytes", cut.length).hasSize(1);
      assertThat(reads.records()).as("JSON, %s bytes", cut.length).hasSizeLessThanOrEqualTo(most);
      cut = Arrays.copyOf(protobuf, 1 + random.nextInt(protobuf.length - 1));
      reads = Reads.of(new OtlpProtobufImporter(), cut);
      if (reads.records().size() < most / 2) {
        assertThat(reads.problems().list()).as("protobuf, %s bytes", cut.length).isNotEmpty();
      }
    }
  }

  private interface Source {
    byte[] bytes(long seed);
  }

  private static Message message(Signal signal, long seed) {
    return Messages.filled(ProtobufOracleTest.request(signal), new Random(seed), 0);
  }

  private static void attack(Importer importer, Source source) {
    long base = new Random().nextLong();
    for (int round = 0; round < ROUNDS; round++) {
      long seed = base + round;
      byte[] sound = source.bytes(seed % 50);
      byte[] bytes = damaged(sound, new Random(seed));
      Supplier<String> told = () -> "seed " + seed;
      Reads reads =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20),
              () -> {
                importer.sniff(new Head(bytes, true));
                return Reads.of(importer, bytes);
              },
              told);
      int most = Reads.of(importer, sound).records().size();
      assertThat(reads.records().size() + reads.problems().rejected())
          .as(told)
          .isLessThanOrEqualTo(most + bytes.length / 2L);
    }
  }

  private static byte[] damaged(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    int hits = 1 + random.nextInt(8);
    for (int i = 0; i < hits; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
