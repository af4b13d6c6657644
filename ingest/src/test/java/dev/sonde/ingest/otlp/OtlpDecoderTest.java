package dev.sonde.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Receipt;
import dev.sonde.model.WideEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies as a server gets them. */
class OtlpDecoderTest {

  @ParameterizedTest
  @EnumSource(Signal.class)
  void bodies_are_decoded_and_damaged_ones_are_told(Signal signal) {
    List<WideEvent> records = new ArrayList<>();
    Problems problems = new Problems();
    Batches batches =
        new Batches(batch -> {
          records.addAll(batch.records());
          return Receipt.stored(batch.size());
        });
    OtlpDecoder decoder = new OtlpDecoder("127.0.0.1", batches, problems);
    Message message = Messages.filled(ProtobufOracleTest.request(signal), new Random(4), 0);
    byte[] body = message.toByteArray();
    byte[] within = new byte[body.length + 20];
    System.arraycopy(body, 0, within, 7, body.length);
    byte[] text = OtlpJsonText.of(message).getBytes(UTF_8);

    assertThat(decoder.decode(signal, within, 7, body.length)).isTrue();
    assertThat(decoder.json(text, 0, text.length)).isTrue();
    batches.flush();
    assertThat(problems.list()).isEmpty();
    int each = records.size() / 2;
    assertThat(records.subList(0, each)).isNotEmpty().isEqualTo(records.subList(each, 2 * each));
    assertThat(records.getFirst().origin()).isEqualTo(records.get(each).origin());

    assertThat(decoder.decode(signal, body, 0, body.length - 9)).isFalse();
    assertThat(problems.list().getFirst().where()).startsWith("127.0.0.1, byte ");
    byte[] cut = Arrays.copyOf(text, text.length - 9);
    assertThat(decoder.json(cut, 0, cut.length)).isFalse();
    assertThat(decoder.decode(signal, body, 0, 0)).isTrue();
  }
}
