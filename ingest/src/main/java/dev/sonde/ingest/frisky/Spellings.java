package dev.sonde.ingest.frisky;

import dev.sonde.model.vocabulary.Keys;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names that writers give to one and the same figure. No public file shows what Frisky itself calls the
 * bytes and peers of transfers, so each likely spelling is taken; case and separators do not matter.
 */
final class Spellings {

  private static final String BYTES =
      "logicalbytes nbytes bytes numbytes size sizebytes totalbytes uncompressedbytes rawbytes"
          + " payloadbytes databytes byteslogical logicalsize uncompressedsize transferbytes";
  private static final String WIRE_BYTES =
      "wirebytes compressedbytes byteswire bytesonwire wiresize compressedsize socketbytes"
          + " transferwirebytes";
  private static final String KEY_COUNT =
      "nkeys numkeys keycount keyscount numberofkeys transferkeycount";
  private static final String PEER =
      "peer peeraddress peeraddr peerworker remote remoteaddress remoteaddr remoteworker";
  private static final String FROM =
      "from fromworker fromaddress source sourceworker src srcworker sender transferfrom";
  private static final String TO =
      "to toworker toaddress destination dest destworker dst dstworker receiver transferto";
  private static final String CONSUMER =
      "consumer consumerkey task taskkey fortask forkey dependent dependentkey requestedby";

  /** Of spans on the receiving side: the peer is where the data came from. */
  static final Map<String, String> RECEIVED = moved(Keys.TRANSFER_FROM);

  /** Of spans on the sending side. */
  static final Map<String, String> SENT = moved(Keys.TRANSFER_TO);

  static final Map<String, String> SPILLED =
      table(
          Map.of(
              Keys.SPILL_BYTES,
              BYTES + " spillbytes spilledbytes unspilledbytes",
              Keys.TASK_KEY,
              CONSUMER));

  static final Map<String, String> METRICS =
      table(
          Map.of(
              Keys.MEMORY_USAGE,
              "memorybytes memory memoryused memoryusedbytes memoryusage usedmemory rss rssbytes",
              Keys.MEMORY_LIMIT,
              "memorylimitbytes memorylimit memorytotal memorytotalbytes limitbytes",
              Keys.SPILLED_BYTES,
              "spilled spilledbytes bytesspilled spillbytes totalspilled totalspilledbytes",
              Keys.UNSPILLED_BYTES,
              "unspilled unspilledbytes bytesunspilled unspillbytes totalunspilled"
                  + " totalunspilledbytes",
              Keys.NETWORK_RECEIVED_BYTES,
              "networkreceivedbytes networkrecvbytes networkreceived networkrecv netrecvbytes"
                  + " netrecv netreceivedbytes bytesreceived bytesrecv receivedbytes recvbytes",
              Keys.NETWORK_SENT_BYTES,
              "networksentbytes networksent netsentbytes netsent bytessent sentbytes",
              Keys.NETWORK_RATE,
              "networkrate networkbytespersec networkbytespersecond networkbytespers networkbps"
                  + " network netrate netbps networkbandwidth",
              Keys.DISK_READ_RATE,
              "diskreadrate diskreadbytespersec diskreadbytespersecond diskreadbytespers"
                  + " diskreadbps diskread",
              Keys.DISK_WRITE_RATE,
              "diskwriterate diskwritebytespersec diskwritebytespersecond diskwritebytespers"
                  + " diskwritebps diskwrite"));

  private Spellings() {}

  /** A name without case and separators: {@code n_keys}, {@code nKeys} and {@code n.keys} are one. */
  static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        plain.append(name.charAt(i));
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> moved(String peer) {
    Map<String, String> spelled =
        new HashMap<>(
            Map.of(
                Keys.TRANSFER_BYTES,
                BYTES,
                Keys.TRANSFER_WIRE_BYTES,
                WIRE_BYTES,
                Keys.TRANSFER_KEY_COUNT,
                KEY_COUNT,
                Keys.TASK_KEY,
                CONSUMER,
                Keys.TRANSFER_FROM,
                FROM,
                Keys.TRANSFER_TO,
                TO));
    spelled.merge(peer, PEER, (a, b) -> a + " " + b);
    return table(spelled);
  }

  private static Map<String, String> table(Map<String, String> spelled) {
    Map<String, String> table = new HashMap<>();
    spelled.forEach((key, names) -> {
      for (String name : names.split(" ")) {
        table.put(name, key);
      }
    });
    return Map.copyOf(table);
  }
}
