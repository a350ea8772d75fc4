package io.hecktor.plan;

import io.hecktor.elf.Elf;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Tells the native libraries in a jar that are for other systems than linux/amd64, and what belongs
 * to them alone. Names only say where to look: whether a library is foreign is told by its header.
 */
public final class ForeignNatives {

  /** How many of a file's first bytes are looked at. */
  public static final int HEAD_BYTES = 64;

  private static final Pattern WINDOWS = Pattern.compile(".*\\.(dll|exe)");
  private static final Pattern MACOS = Pattern.compile(".*\\.(dylib|jnilib|so)|.*\\.dsym/.*");
  private static final Pattern UNIX = Pattern.compile(".*\\.so(\\.\\d+)*");
  private static final Pattern DEBUG_SYMBOLS = Pattern.compile(".*\\.pdb");
  private static final int ELF = 0x7f454c46;
  private static final int MACH_O_32 = 0xcefaedfe;
  private static final int MACH_O_64 = 0xcffaedfe;
  private static final int MACH_O_FAT = 0xcafebabe;
  private static final int PDB = 0x4d696372;

  private ForeignNatives() {}

  /**
   * The system that an entry of a jar is for.
   *
   * @return empty if it is for linux/amd64, or for any
   * @throws IOException if the entry cannot be read
   */
  public static Optional<String> system(ZipFile jar, ZipEntry entry) throws IOException {
    String name = entry.getName().toLowerCase(Locale.ROOT);
    if (entry.isDirectory() || !mayBe(name)) {
      return Optional.empty();
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return system(name, in.readNBytes(HEAD_BYTES));
    }
  }

  private static boolean mayBe(String name) {
    return WINDOWS.matcher(name).matches()
        || MACOS.matcher(name).matches()
        || UNIX.matcher(name).matches()
        || DEBUG_SYMBOLS.matcher(name).matches();
  }

  private static Optional<String> system(String name, byte[] head) {
    int magic = 0;
    for (int i = 0; i < Integer.BYTES && i < head.length; i++) {
      magic |= (head[i] & 0xff) << (24 - 8 * i);
    }
    boolean windows = WINDOWS.matcher(name).matches() && magic >>> 16 == 0x4d5a;
    if (windows || (DEBUG_SYMBOLS.matcher(name).matches() && magic == PDB)) {
      return Optional.of("Windows");
    } else if (MACOS.matcher(name).matches()
        && (magic == MACH_O_32 || magic == MACH_O_64 || magic == MACH_O_FAT)) {
      return Optional.of("macOS");
    }
    return magic == ELF && !Elf.isLinuxAmd64(head)
        ? Optional.of("another processor or system")
        : Optional.empty();
  }
}
