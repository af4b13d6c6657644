package dev.sonde.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.model.Problem;
import dev.sonde.model.WideEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How files hold their messages. */
class ProtobufContainersTest {

  private static final List<Message> MIXED =
      List.of(message(Signal.LOGS, 1), message(Signal.TRACES, 2), message(Signal.METRICS, 3));

  private static Message message(Signal signal, long seed) {
    return Messages.filled(ProtobufOracleTest.request(signal), new Random(seed), 0);
  }

  private static List<WideEvent> each() {
    List<WideEvent> records = new ArrayList<>();
    for (Message message : MIXED) {
      records.addAll(Reads.of(new OtlpProtobufImporter(), message.toByteArray()).records());
    }
    return records;
  }

  @Test
  void messages_behind_varints_are_read_whatever_their_signal() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Message message : MIXED) {
      message.writeDelimitedTo(bytes);
    }
    Reads reads = Reads.of(new OtlpProtobufImporter(), bytes.toByteArray());
    assertThat(reads.problems().list()).isEmpty();
    assertThat(reads.records()).isEqualTo(each());
  }

  @Test
  void messages_of_the_collectors_files_are_read_whatever_their_signal() throws IOException {
    Reads reads = Reads.of(new OtlpProtobufImporter(), collectorFile());
    assertThat(reads.problems().list()).isEmpty();
    assertThat(reads.records()).isEqualTo(each());
  }

  @Test
  void messages_that_follow_each_other_bare_are_read() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MIXED.forEach(message -> bytes.writeBytes(message.toByteArray()));
    Reads reads = Reads.of(new OtlpProtobufImporter(), bytes.toByteArray());
    assertThat(reads.problems().list()).isEmpty();
    assertThat(reads.records()).isEqualTo(each());
  }

  @Test
  void what_is_no_otlp_is_not_taken_for_it() {
    Importer importer = new OtlpProtobufImporter();
    assertThat(importer.sniff(new Head(new byte[0], true))).isEqualTo(Importer.Match.NO);
    assertThat(importer.sniff(new Head(new byte[1000], true))).isEqualTo(Importer.Match.NO);
    assertThat(importer.sniff(new Head("\n\n\n  some text\n".repeat(9).getBytes(UTF_8), true)))
        .isEqualTo(Importer.Match.NO);
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[200];
      random.nextBytes(noise);
      assertThat(importer.sniff(new Head(noise, true))).isEqualTo(Importer.Match.NO);
    }
  }

  @Test
  void a_length_that_lies_costs_no_memory_and_is_told_with_its_byte() throws IOException {
    byte[] sound = collectorFile();
    int second = 4 + MIXED.getFirst().getSerializedSize();
    sound[second] = 0x7f;
    Reads reads = Reads.of(new OtlpProtobufImporter(), sound);
    assertThat(reads.codes()).containsExactly(Problem.Code.CAPPED);
    assertThat(reads.problems().list().getFirst().where()).isEqualTo("test, byte " + (second + 4));
    assertThat(reads.records())
        .isEqualTo(Reads.of(new OtlpProtobufImporter(), MIXED.getFirst().toByteArray()).records());
  }

  private static byte[] collectorFile() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (Message message : MIXED) {
      out.writeInt(message.getSerializedSize());
      message.writeTo(out);
    }
    return bytes.toByteArray();
  }
}
