package dev.sonde.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MurmurHash3 x64 128, seed 0, against sums that other implementations of it are known to give. */
class DigestTest {

  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource({
    "'',                                            00000000000000000000000000000000",
    "hello,                                         cbd8a7b341bd9b025b1e906a48ae1d19",
    "'hello, world',                                342fac623a5ebc8e4cdcbc079642414d",
    "'19 Jan 2038 at 3:14:07 AM',                   b89e5988b737affc664fc2950231b2cb",
    "The quick brown fox jumps over the lazy dog.,  cd99481f9ee902c9695da1a38987b6e7"
  })
  void known_texts_have_their_known_sums(String text, String sum) {
    assertThat(digest(text.getBytes(UTF_8), Integer.MAX_VALUE)).isEqualTo(sum);
  }

  @Test
  void pieces_of_any_length_make_the_same_sum() {
    byte[] bytes = new byte[1000];
    new Random(3).nextBytes(bytes);
    String whole = digest(bytes, bytes.length);
    for (int piece = 1; piece < 40; piece++) {
      assertThat(digest(bytes, piece)).as("pieces of %d", piece).isEqualTo(whole);
    }
    bytes[999] ^= 1;
    assertThat(digest(bytes, bytes.length)).isNotEqualTo(whole);
  }

  private static String digest(byte[] bytes, int piece) {
    Digest digest = new Digest();
    for (int at = 0; at < bytes.length; at += Math.min(piece, bytes.length - at)) {
      digest.update(bytes, at, Math.min(piece, bytes.length - at));
    }
    return digest.hex();
  }
}
