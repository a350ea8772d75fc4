package io.hecktor.base;

import io.hecktor.FileInput;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.layer.ForeignTar;
import io.hecktor.layer.ForeignTar.Entry;
import io.hecktor.layer.ForeignTar.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one walk through an archive finds: the entries by name, and the JSON documents among them.
 * Archives may name their layers last, so nothing else can be done on the first walk.
 */
final class ArchiveIndex implements Documents {

  private static final int MAX_ENTRIES = 100_000;
  private static final int MAX_LINKS = 8;
  private static final long MAX_DOCUMENTS_BYTES = 32L << 20;
  private static final String SAVE =
      "Save the image with `docker save -o base.tar IMAGE` and name `tar:base.tar`.";

  private final BaseProblems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<Integer, byte[]> documents = new HashMap<>();
  private final Set<Integer> pointers = new HashSet<>();
  private long documentsBytes;
  private String last = "";
  private Optional<IOException> damage = Optional.empty();

  private ArchiveIndex(BaseProblems problems) {
    this.problems = problems;
  }

  /** Walks through the whole file. */
  static ArchiveIndex of(Path file, BaseProblems problems, Progress progress)
      throws HecktorException {
    ArchiveIndex index = new ArchiveIndex(problems);
    try (InputStream raw = FileInput.open(file);
        Progress.Work work = progress.begin("reading " + problems.reference(), Files.size(file));
        InputStream tar = ForeignTar.open(new CountedInputStream(raw, work))) {
      ForeignTar.walk(tar, index::add);
    } catch (IOException e) {
      index.damage = Optional.of(e);
    }
    if (index.entries.isEmpty()) {
      throw isPointer(file)
          ? problems.largeFilePointer(file.getFileName() + "")
          : index.notAnArchive();
    }
    return index;
  }

  private static boolean isPointer(Path file) throws HecktorException {
    try (InputStream in = Files.newInputStream(file)) {
      return LargeFilePointer.begins(in.readNBytes(LargeFilePointer.MAX_BYTES));
    } catch (IOException e) {
      return false;
    }
  }

  private ProjectException notAnArchive() {
    return problems.notAnImage("it is not a tar, plain or compressed", SAVE);
  }

  private boolean add(Entry entry, InputStream content) throws IOException, HecktorException {
    last = ArchivePath.normalise(entry.name());
    if (entries.size() == MAX_ENTRIES) {
      throw fileSystem();
    }
    entries.put(last, entry);
    if (entry.kind() == Kind.FILE && entry.sizeBytes() <= MAX_BYTES) {
      keepDocument(entry, content);
    }
    return true;
  }

  private void keepDocument(Entry entry, InputStream content) throws IOException, HecktorException {
    byte[] start = content.readNBytes(LargeFilePointer.MAX_BYTES);
    if (LargeFilePointer.begins(start)) {
      pointers.add(entry.ordinal());
    } else if (start.length > 0 && (start[0] == '{' || start[0] == '[')) {
      byte[] rest = content.readAllBytes();
      byte[] all = Arrays.copyOf(start, start.length + rest.length);
      System.arraycopy(rest, 0, all, start.length, rest.length);
      documents.put(entry.ordinal(), all);
      documentsBytes += all.length;
      if (documentsBytes > MAX_DOCUMENTS_BYTES) {
        throw problems.tooLarge("the JSON in it, together,", "32 MiB");
      }
    }
  }

  /**
   * Fails if the walk met damage. To be asked last: a check sum over the whole file is compared at
   * its end, while a layer's own hash tells which one is damaged.
   */
  void requireWhole() throws ProjectException {
    if (damage.isPresent()) {
      throw problems.damaged(last, damage.get());
    }
  }

  boolean has(String path) {
    return entries.containsKey(path);
  }

  /** Explains why neither of the documents that every image has is there. */
  ProjectException noImage() throws ProjectException {
    requireWhole();
    boolean exported = entries.keySet().stream().anyMatch(path -> path.startsWith("etc/"));
    return exported ? fileSystem() : problems.notAnImage("it has no `manifest.json`", SAVE);
  }

  private ProjectException fileSystem() {
    return problems.notAnImage("it looks like a file system, as `docker export` writes it", SAVE);
  }

  /** The file that a path leads to, perhaps over links. */
  Entry file(String path, String namedBy) throws HecktorException {
    Optional<Entry> found = resolve(path);
    if (found.isEmpty()) {
      requireWhole();
      throw problems.absent(path, namedBy);
    }
    Entry entry = found.get();
    if (pointers.contains(entry.ordinal())) {
      throw problems.largeFilePointer(path);
    }
    return entry;
  }

  /** Old versions of Docker write a layer once and link to it from wherever else it belongs. */
  private Optional<Entry> resolve(String path) {
    String at = ArchivePath.normalise(path);
    for (int links = 0; links < MAX_LINKS; links++) {
      Entry entry = entries.get(at);
      if (entry == null || entry.kind() == Kind.OTHER) {
        return Optional.empty();
      } else if (entry.kind() == Kind.FILE) {
        return Optional.of(entry);
      }
      boolean relative = entry.kind() == Kind.SYMBOLIC_LINK;
      at = ArchivePath.normalise((relative ? at + "/../" : "") + entry.target());
    }
    return Optional.empty();
  }

  @Override
  public byte[] read(String path, String namedBy) throws HecktorException {
    Entry entry = file(path, namedBy);
    byte[] document = documents.get(entry.ordinal());
    if (document != null) {
      return document.clone();
    } else if (entry.sizeBytes() > MAX_BYTES) {
      throw problems.tooLarge(path, LIMIT);
    }
    throw problems.damaged(path, new IOException("this is no JSON"));
  }
}
