package dev.sonde.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tokens are estimated from above")
class TokensTest {

  private static final Encoding O200K =
      Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "next  sonde observe timeline captures/spans.json.gz --by worker",
        "compute    ▅██████████████████████▆    28.5 s",
        "network     ▁▁▁▁▁▁▁▃▃▃▃▁▁▁▁▁ ▃▅▁       3.30 s",
        "('rechunk-merge-0b83a05f9cd86d64285543ff5ca180e1', 7359)  memory  10.0.0.3:40021   412 ms",
        "──────────────────────────────────────────────",
        "unix:///tmp/frisky-sock-u2zmrkpl/worker-2372-0.sock   1 s   worker.exec.deserialize",
        "日本語 wörker und ein Satz in einer anderen Sprache"
      })
  void of_lines_that_answers_have(String line) {
    assertThat(Tokens.of(line)).isGreaterThanOrEqualTo(O200K.countTokens(line + "\n"));
  }

  @RepeatedTest(50)
  void of_keys_and_hashes_made_at_random(RepetitionInfo info) {
    Random random = new Random(info.getCurrentRepetition());
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      line.append(Long.toHexString(random.nextLong()))
          .append(i % 3 == 0 ? " " : "-")
          .append(random.nextInt());
    }
    assertThat(Tokens.of(line.toString()))
        .as("seed " + info.getCurrentRepetition() + ": " + line)
        .isGreaterThanOrEqualTo(O200K.countTokens(line + "\n"));
  }
}
