package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The smallest program for {@code linux/amd64}: it ends with exit code 0. Engines are tried with
 * it, because it needs no library and no shell in its rootfs.
 */
final class ProbeProgram {

  private static final int HEADERS = 64 + 56;
  private static final long ADDRESS = 0x400000;
  private static final byte[] EXIT = {
    0x31,
    (byte) 0xff, // xor edi, edi      the exit code
    (byte) 0xb8,
    60,
    0,
    0,
    0, // mov eax, 60  exit
    0x0f,
    0x05, // syscall
  };

  private static final byte[] SLEEP = {
    (byte) 0xb8,
    34,
    0,
    0,
    0, // mov eax, 34  pause
    0x0f,
    0x05, // syscall
    (byte) 0xeb,
    (byte) 0xf7, // jmp to the start
  };

  private ProbeProgram() {}

  /** Writes the program as {@code probe} into a rootfs. */
  static void writeTo(Path rootfs) throws IOException {
    Path file = rootfs.resolve("probe");
    Files.write(file, ending());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The program that ends at once. */
  static byte[] ending() {
    return elf(EXIT);
  }

  /** A program that sleeps until it is killed. */
  static byte[] sleeping() {
    return elf(SLEEP);
  }

  /** ELF header, one program header, code: see elf(5). */
  private static byte[] elf(byte[] code) {
    int size = HEADERS + code.length;
    ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    elf.putShort((short) 2).putShort((short) 62).putInt(1); // executable, x86-64
    elf.putLong(ADDRESS + HEADERS).putLong(64).putLong(0); // entry, program headers, no sections
    elf.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1);
    elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    elf.putInt(1).putInt(5).putLong(0); // load, readable and executable, from the file's start
    elf.putLong(ADDRESS).putLong(ADDRESS).putLong(size).putLong(size).putLong(0x1000);
    return elf.put(code).array();
  }
}
