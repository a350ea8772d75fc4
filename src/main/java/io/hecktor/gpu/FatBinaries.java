package io.hecktor.gpu;

import io.hecktor.gpu.GpuCode.Kind;
import io.hecktor.gpu.GpuCode.Piece;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds the code for GPUs in a library: the containers that nvcc calls fat binaries, and machine
 * code that lies there without one. NVIDIA documents neither form; both were learnt from libraries
 * built for known architectures.
 *
 * <p>The whole file is looked through, as sections do not tell: cuFFT keeps its containers among
 * its data. Headers say all that is asked for, so nothing is unpacked.
 */
public final class FatBinaries {

  private static final int ALIGNMENT = 8;
  private static final int CONTAINER_MAGIC = 0xba55ed50;
  private static final int CONTAINER_VERSION = 1;
  private static final int CONTAINER_HEADER_BYTES = 16;
  private static final int ENTRY_VERSION = 0x0101;
  private static final int MIN_ENTRY_HEADER_BYTES = 64;
  private static final int MAX_ENTRY_HEADER_BYTES = 4096;
  private static final int ARCHITECTURE_AT = 0x1c;
  private static final int FLAGS_AT = 0x28;
  private static final long SPECIFIC = 0x100000;
  private static final int KIND_PTX = 1;
  private static final int KIND_CUBIN = 2;

  private static final int ELF_MAGIC = 0x464c457f;
  private static final int ELF_HEADER_BYTES = 64;
  private static final int ELF_ABI_VERSION_AT = 8;
  private static final int ELF_MACHINE_AT = 18;
  private static final int ELF_FLAGS_AT = 48;
  private static final int MACHINE_CUDA = 190;

  /** From this version on the architecture stands in the second byte of the flags. */
  private static final int ABI_OF_CUDA_13 = 8;

  private final FileWindow file;
  private final TreeMap<Piece, Integer> pieces = new TreeMap<>();

  private FatBinaries(FileWindow file) {
    this.file = file;
  }

  /** Looks through a file of any size. */
  public static GpuCode read(FileChannel channel) throws IOException {
    FatBinaries reader = new FatBinaries(new FileWindow(channel));
    reader.readAll();
    return new GpuCode(reader.pieces);
  }

  private void readAll() throws IOException {
    long last = file.sizeBytes() - CONTAINER_HEADER_BYTES;
    for (long at = 0; at <= last; ) {
      int magic = file.integer(at);
      if (magic == CONTAINER_MAGIC) {
        at = container(at);
      } else {
        if (magic == ELF_MAGIC) {
          bareCubin(at);
        }
        at += ALIGNMENT;
      }
    }
  }

  /** Counts a container's entries, if it is one, and tells where to go on. */
  private long container(long at) throws IOException {
    long size = file.longInteger(at + 8);
    long end = at + CONTAINER_HEADER_BYTES + size;
    boolean plausible =
        file.unsignedShort(at + 4) == CONTAINER_VERSION
            && file.unsignedShort(at + 6) == CONTAINER_HEADER_BYTES
            && size >= MIN_ENTRY_HEADER_BYTES
            && size <= file.sizeBytes() - at - CONTAINER_HEADER_BYTES;
    List<Piece> found = plausible ? entries(at + CONTAINER_HEADER_BYTES, end) : List.of();
    found.forEach(this::count);
    return found.isEmpty() ? at + ALIGNMENT : (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The entries between two offsets; none where they do not fill that space. */
  private List<Piece> entries(long begin, long end) throws IOException {
    List<Piece> found = new ArrayList<>();
    long at = begin;
    while (at <= end - MIN_ENTRY_HEADER_BYTES) {
      long header = file.unsignedInteger(at + 4);
      long payload = file.longInteger(at + 8);
      if (file.unsignedShort(at + 2) != ENTRY_VERSION
          || header < MIN_ENTRY_HEADER_BYTES
          || header > MAX_ENTRY_HEADER_BYTES
          || payload < 0
          || payload > end - at - header) {
        return List.of();
      }
      found.add(
          new Piece(
              kind(file.unsignedShort(at)),
              file.integer(at + ARCHITECTURE_AT),
              (file.longInteger(at + FLAGS_AT) & SPECIFIC) != 0));
      at += header + payload;
    }
    return at == end ? found : List.of();
  }

  private static Kind kind(int number) {
    return switch (number) {
      case KIND_PTX -> Kind.PTX;
      case KIND_CUBIN -> Kind.CUBIN;
      default -> Kind.OTHER;
    };
  }

  private void bareCubin(long at) throws IOException {
    if (at > file.sizeBytes() - ELF_HEADER_BYTES
        || file.unsignedShort(at + ELF_MACHINE_AT) != MACHINE_CUDA) {
      return;
    }
    int flags = file.integer(at + ELF_FLAGS_AT);
    boolean new13 = file.unsignedByte(at + ELF_ABI_VERSION_AT) >= ABI_OF_CUDA_13;
    count(new Piece(Kind.BARE_CUBIN, (new13 ? flags >> 8 : flags) & 0xff, false));
  }

  private void count(Piece piece) {
    pieces.merge(piece, 1, Integer::sum);
  }
}
