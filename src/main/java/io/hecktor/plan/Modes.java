package io.hecktor.plan;

/**
 * The permission bits of what we layer, by rule: files are read-only for the image's user, and
 * executable where their content says so, whatever the disk of the building machine has.
 */
final class Modes {

  static final int FOLDER = 0755;
  static final int FILE = 0644;
  static final int EXECUTABLE = 0755;

  private Modes() {}

  /** A program begins as an ELF file or with {@code #!}. */
  static int ofFile(byte[] head) {
    boolean script = head.length >= 2 && head[0] == '#' && head[1] == '!';
    boolean elf =
        head.length >= 4 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
    return script || elf ? EXECUTABLE : FILE;
  }
}
