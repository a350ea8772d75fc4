package io.hecktor.jre;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is to the kernel that should start or load it, told by its first bytes. */
enum BinaryKind {
  /** A program or library for x86-64. */
  ELF_AMD64,
  /** A program or library for another processor. */
  ELF_OTHER,
  /** Begins with {@code #!}. */
  SCRIPT,
  OTHER;

  private static final int HEADER_BYTES = 20;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int MACHINE_X86_64 = 62;

  /**
   * Reads the first bytes of a file.
   *
   * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html">System V ABI,
   *     ELF header</a>
   */
  static BinaryKind of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEADER_BYTES);
    }
    if (head.length >= 2 && head[0] == '#' && head[1] == '!') {
      return SCRIPT;
    }
    boolean elf =
        head.length == HEADER_BYTES
            && head[0] == 0x7f
            && head[1] == 'E'
            && head[2] == 'L'
            && head[3] == 'F';
    if (!elf) {
      return OTHER;
    }
    boolean amd64 =
        head[4] == CLASS_64
            && head[5] == LITTLE_ENDIAN
            && head[18] == MACHINE_X86_64
            && head[19] == 0;
    return amd64 ? ELF_AMD64 : ELF_OTHER;
  }
}
