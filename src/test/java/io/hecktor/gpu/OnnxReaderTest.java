package io.hecktor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OnnxReaderTest {

  private static final int FLOAT = 1;
  private static final int INT4 = 22;
  private static final int BFLOAT16 = 16;

  @TempDir Path folder;

  private static Optional<OnnxModel> read(byte[] bytes) throws IOException {
    return OnnxReader.read("/m.onnx", bytes.length, new ByteArrayInputStream(bytes));
  }

  private static OnnxModel read(Proto model) throws IOException {
    return read(model.bytes()).orElseThrow();
  }

  @Test
  void readsVersionsAndWeights() throws IOException {
    Proto graph =
        new Proto()
            .message(5, Proto.tensor(FLOAT, 3, 5).bytes(9, new byte[60]))
            .message(5, Proto.tensor(INT4, 7));

    OnnxModel model =
        read(Proto.model(graph).message(8, new Proto().text(1, "com.x").number(2, 1)));

    assertThat(model.irVersion()).isEqualTo(8);
    assertThat(model.opsets()).isEqualTo(Map.of("ai.onnx", 17L, "com.x", 1L));
    assertThat(model.weightBytes()).isEqualTo(60 + 4);
    assertThat(model.typesBeyondTuring()).isEmpty();
  }

  @Test
  void readsDimensionsThatArePacked() throws IOException {
    Proto tensor = new Proto().bytes(1, new byte[] {3, 5}).number(2, FLOAT);

    assertThat(read(Proto.model(new Proto().message(5, tensor))).weightBytes()).isEqualTo(60);
  }

  @Test
  void joinsThePartsOfAnExternalFile() throws IOException {
    Proto graph =
        new Proto()
            .message(5, Proto.external(Proto.tensor(FLOAT, 4), "model.data", 4096, 16))
            .message(5, Proto.external(Proto.tensor(FLOAT, 8), "model.data", 0, 32));

    OnnxModel model = read(Proto.model(graph));

    assertThat(model.external()).containsExactly(new OnnxModel.External("model.data", 48, 4112));
    assertThat(model.weightBytes()).isZero();
    assertThat(model.allWeightBytes()).isEqualTo(48);
  }

  @ParameterizedTest
  @CsvSource({"10, ''", "16, bfloat16", "17, float8e4m3fn", "19, float8e5m2", "23, float4e2m1"})
  void knowsTheTypesThatTuringLacks(int type, String name) throws IOException {
    OnnxModel model = read(Proto.model(new Proto().message(5, Proto.tensor(type, 1))));

    assertThat(String.join(",", model.typesBeyondTuring())).isEqualTo(name);
  }

  @Test
  void findsATypeInACastAnInputAndASubgraph() throws IOException {
    Proto to = new Proto().text(1, "to").number(3, BFLOAT16).number(20, 2);
    Proto cast = new Proto().message(1, new Proto().text(4, "Cast").message(5, to));
    Proto elements = new Proto().message(1, new Proto().number(1, 18));
    Proto input = new Proto().message(11, new Proto().text(1, "x").message(2, elements));
    Proto inner = new Proto().message(5, Proto.tensor(20, 2));
    Proto branch = new Proto().text(1, "then_branch").message(6, inner);
    Proto condition = new Proto().message(1, new Proto().text(4, "If").message(5, branch));

    assertThat(read(Proto.model(cast)).typesBeyondTuring()).containsExactly("bfloat16");
    assertThat(read(Proto.model(input)).typesBeyondTuring()).containsExactly("float8e4m3fnuz");
    assertThat(read(Proto.model(condition)).typesBeyondTuring()).containsExactly("float8e5m2fnuz");
  }

  @Test
  void skipsWhatItDoesNotKnow() throws IOException {
    Proto graph = new Proto().fixed(99).number(98, 5).text(97, "later versions").fixed(96);

    assertThat(read(Proto.model(graph)).opsets()).containsKey("ai.onnx");
  }

  @Test
  void takesNoOtherFileForAModel() throws IOException {
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read("version https://git-lfs.github.com/spec/v1\n".getBytes("UTF-8"))).isEmpty();
    assertThat(read(new byte[5000])).isEmpty();
  }

  @Test
  void refusesAModelThatEndsTooEarlyWhereverItIsCut() throws IOException {
    Proto graph = new Proto().message(5, Proto.tensor(FLOAT, 3).bytes(9, new byte[12]));
    byte[] whole = Proto.model(graph).bytes();

    for (int length = 0; length < whole.length; length++) {
      assertThat(read(Arrays.copyOf(whole, length))).as("cut at %d", length).isEmpty();
    }
  }

  @Test
  void refusesMessagesInsideMessagesWithoutEnd() throws IOException {
    Proto graph = new Proto();
    for (int i = 0; i < 200; i++) {
      Proto attribute = new Proto().text(1, "body").message(6, graph);
      graph = new Proto().message(1, new Proto().message(5, attribute));
    }

    assertThat(read(Proto.model(graph).bytes())).isEmpty();
  }

  @Test
  void readsNoWeights() throws IOException {
    byte[] head = new Proto().message(8, new Proto().number(2, 17)).bytes();
    long weights = 40L << 30;
    Path file = Files.write(folder.resolve("large.onnx"), head);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(lengthPrefix(weights)), head.length);
      channel.write(ByteBuffer.wrap(new byte[1]), channel.size() + weights - 1);
    }
    long size = head.length + lengthPrefix(weights).length + weights;

    try (var in = Files.newInputStream(file)) {
      // Forty gibibytes of holes: reading them would take minutes.
      OnnxModel model = OnnxReader.read("/large.onnx", size, in).orElseThrow();
      assertThat(model.opsets()).containsEntry("ai.onnx", 17L);
    }
  }

  private static byte[] lengthPrefix(long length) {
    byte[] asNumber = new Proto().number(99, length).bytes();
    asNumber[0] |= 2;
    return asNumber;
  }
}
