package io.hecktor.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The file that lists an unpacked layer's entries in the tar's order; written and read by us. */
final class EntryList implements AutoCloseable {

  private static final int DIRECTORY = 'd';
  private static final int REGULAR_FILE = 'f';
  private static final int SYMBOLIC_LINK = 'l';
  private static final int HARD_LINK = 'h';
  private static final int WHITEOUT = 'w';
  private static final int OPAQUE_WHITEOUT = 'o';
  private static final int SPECIAL = 's';
  private static final int END = 'e';

  private final DataOutputStream out;

  private EntryList(DataOutputStream out) {
    this.out = out;
  }

  static EntryList create(Path file) throws IOException {
    return new EntryList(
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file))));
  }

  void add(UnpackedEntry entry) throws IOException {
    if (entry instanceof UnpackedEntry.Directory directory) {
      begin(DIRECTORY, entry);
      write(directory.attributes());
    } else if (entry instanceof UnpackedEntry.RegularFile file) {
      begin(REGULAR_FILE, entry);
      write(file.attributes());
      out.writeInt(file.number());
    } else if (entry instanceof UnpackedEntry.SymbolicLink link) {
      begin(SYMBOLIC_LINK, entry);
      out.writeUTF(link.target());
    } else if (entry instanceof UnpackedEntry.HardLink link) {
      begin(HARD_LINK, entry);
      out.writeUTF(link.target());
    } else if (entry instanceof UnpackedEntry.Special special) {
      begin(SPECIAL, entry);
      out.writeUTF(special.what());
    } else {
      begin(entry instanceof UnpackedEntry.Whiteout ? WHITEOUT : OPAQUE_WHITEOUT, entry);
    }
  }

  private void begin(int kind, UnpackedEntry entry) throws IOException {
    out.writeByte(kind);
    out.writeUTF(entry.path());
  }

  private void write(Attributes attributes) throws IOException {
    out.writeInt(attributes.mode());
    out.writeLong(attributes.uid());
    out.writeLong(attributes.gid());
    Instant modified = attributes.modified();
    out.writeLong(modified.getEpochSecond());
    out.writeInt(modified.getNano());
  }

  @Override
  public void close() throws IOException {
    out.writeByte(END);
    out.close();
  }

  static List<UnpackedEntry> read(Path file) throws IOException {
    List<UnpackedEntry> entries = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int kind; (kind = in.readByte()) != END; ) {
        entries.add(read(kind, in));
      }
    }
    return entries;
  }

  private static UnpackedEntry read(int kind, DataInputStream in) throws IOException {
    String path = in.readUTF();
    return switch (kind) {
      case DIRECTORY -> new UnpackedEntry.Directory(path, readAttributes(in));
      case REGULAR_FILE -> new UnpackedEntry.RegularFile(path, readAttributes(in), in.readInt());
      case SYMBOLIC_LINK -> new UnpackedEntry.SymbolicLink(path, in.readUTF());
      case HARD_LINK -> new UnpackedEntry.HardLink(path, in.readUTF());
      case SPECIAL -> new UnpackedEntry.Special(path, in.readUTF());
      case WHITEOUT -> new UnpackedEntry.Whiteout(path);
      case OPAQUE_WHITEOUT -> new UnpackedEntry.OpaqueWhiteout(path);
      default -> throw new IOException("not a list of a layer's entries");
    };
  }

  private static Attributes readAttributes(DataInputStream in) throws IOException {
    return new Attributes(
        in.readInt(),
        in.readLong(),
        in.readLong(),
        Instant.ofEpochSecond(in.readLong(), in.readInt()));
  }
}
