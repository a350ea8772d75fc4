package io.hecktor.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileWindowTest {

  private static final long NUMBER = 0x8877665544332211L;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, (1 << 20) - 4, 1 << 20, (2L << 30) - 4, (5L << 30) + 3})
  void readsNumbersWhereverTheyStand(long at) throws IOException {
    Path file = Files.createFile(folder.resolve("sparse"));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(number.putLong(NUMBER).flip(), at);
      FileWindow window = new FileWindow(channel);
      window.unsignedByte(0);

      assertThat(window.longInteger(at)).isEqualTo(NUMBER);
      assertThat(window.unsignedInteger(at + 4)).isEqualTo(0x88776655L);
      assertThat(window.unsignedShort(at + 6)).isEqualTo(0x8877);
      assertThat(window.unsignedByte(at)).isEqualTo(0x11);
    }
  }

  @Test
  void refusesToReadBeyondTheEnd() throws IOException {
    Path file = Files.write(folder.resolve("short"), new byte[10]);
    try (FileChannel channel = FileChannel.open(file)) {
      FileWindow window = new FileWindow(channel);

      assertThatThrownBy(() -> window.longInteger(3)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> window.integer(-1)).isInstanceOf(EOFException.class);
    }
  }
}
