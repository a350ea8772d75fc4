package io.hecktor.blob;

import io.hecktor.FileInput;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cache that all projects of a user share: blobs by digest, and small records of what was
 * learnt about them. Any number of processes may use it at once: files appear whole, work on one
 * thing is done by one process at a time, and whatever is read is verified.
 *
 * <p>Its folders: {@code blobs/sha256/<hex>}, {@code downloads/<hex>} (begun, to be gone on with),
 * {@code records/<kind>/<key>}, {@code locks/<name>}.
 */
public final class BlobStore {

  /** Changes when what lies in the folders does, so that old and new versions live side by side. */
  private static final String FORMAT = "v1";

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final Path root;

  /** The CRC-32 of what came in through this object, hashed on its way. */
  private final Map<Digest, Long> written = new ConcurrentHashMap<>();

  /** Opens the store in a folder, which need not exist. */
  public BlobStore(Path folder) {
    this.root = folder.toAbsolutePath().normalize().resolve(FORMAT);
  }

  /** Where a blob lies, or would lie. */
  public Path path(Digest digest) {
    return root.resolve("blobs").resolve("sha256").resolve(digest.hex());
  }

  /** A folder for things that are no blobs; made if need be. */
  public Path folder(String kind) throws IOException {
    return Files.createDirectories(root.resolve(kind));
  }

  /** Where the bytes of an unfinished download are kept. */
  public Path download(Digest digest) {
    return root.resolve("downloads").resolve(digest.hex());
  }

  /** Whether a blob is there with the right size; its bytes are verified when they are read. */
  public boolean contains(Descriptor descriptor) throws IOException {
    try {
      return Files.size(path(descriptor.digest())) == descriptor.sizeBytes();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Opens a blob; reading its last byte throws {@link DigestMismatchException} if it is spoilt. */
  public VerifyingInputStream open(Descriptor descriptor) throws IOException {
    Path path = path(descriptor.digest());
    return new VerifyingInputStream(FileInput.open(path), descriptor, path.toString());
  }

  /** Reads a small blob whole, verified. */
  public byte[] readSmall(Descriptor descriptor) throws IOException {
    try (InputStream in = open(descriptor)) {
      return in.readAllBytes();
    }
  }

  /** Begins a blob whose digest is not known yet. */
  public BlobWriter create() throws IOException {
    return new BlobWriter(createPart());
  }

  /** Begins a blob that is hashed by whoever writes it. */
  public BlobPart createPart() throws IOException {
    Path folder = root.resolve("blobs").resolve("sha256");
    AtomicFile.sweepFolder(folder);
    return new BlobPart(this, AtomicFile.at(folder.resolve("new")));
  }

  /** Puts a small blob into the store. */
  public Digest put(byte[] bytes) throws IOException {
    try (BlobWriter writer = create()) {
      writer.write(bytes, 0, bytes.length);
      return writer.commit().digest();
    }
  }

  /** Moves a finished file into the store. */
  void adopt(AtomicFile file, Digest digest, long crc32) throws IOException {
    file.commit(path(digest));
    protect(path(digest));
    written.put(digest, crc32);
  }

  /**
   * The CRC-32 of a file that is a blob which was hashed when this very build wrote it. Hashing it
   * again would tell nothing new; and who reads as many bytes with that checksum out of what they
   * were copied to has read those that were hashed.
   */
  public OptionalLong checksumAsWritten(Digest digest, Path file) throws IOException {
    Long crc32 = written.get(digest);
    return crc32 != null && Files.isSameFile(path(digest), file)
        ? OptionalLong.of(crc32)
        : OptionalLong.empty();
  }

  /** Layouts link to blobs: a program that writes to one there must not spoil the cache. */
  private static void protect(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    }
  }

  /** Moves a verified download into the store. */
  public void adoptDownload(Digest digest) throws IOException {
    Path download = download(digest);
    Files.createDirectories(path(digest).getParent());
    Files.move(download, path(digest), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    protect(path(digest));
  }

  /** Removes a blob that turned out to be spoilt. */
  public void evict(Digest digest) throws IOException {
    written.remove(digest);
    Files.deleteIfExists(path(digest));
  }

  /** The folder that the store keeps all in. */
  public Path root() {
    return root;
  }

  /** All blobs that are there. */
  public List<StoredBlob> blobs() throws IOException {
    List<StoredBlob> found = new ArrayList<>();
    for (Path file : files(root.resolve("blobs").resolve("sha256"))) {
      String name = String.valueOf(file.getFileName());
      if (HEX.matcher(name).matches()) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        found.add(new StoredBlob(new Digest(name), Files.size(file), written));
      }
    }
    return found;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Removes downloads that nobody has gone on with since a time. */
  public void sweepDownloads(Instant limit) throws IOException {
    for (Path file : files(root.resolve("downloads"))) {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The kinds of things that something was recorded of. */
  public List<String> recordKinds() throws IOException {
    Path records = root.resolve("records");
    if (!Files.isDirectory(records)) {
      return List.of();
    }
    try (Stream<Path> kinds = Files.list(records)) {
      return kinds
          .filter(Files::isDirectory)
          .map(kind -> String.valueOf(kind.getFileName()))
          .sorted()
          .toList();
    }
  }

  /** The keys that something of a kind was recorded under. */
  public List<String> recordKeys(String kind) throws IOException {
    return files(root.resolve("records").resolve(kind)).stream()
        .map(file -> String.valueOf(file.getFileName()))
        .filter(name -> !name.endsWith(".part"))
        .toList();
  }

  /** Forgets what was recorded under a key. */
  public void removeRecord(String kind, String key) throws IOException {
    Files.deleteIfExists(recordPath(kind, key));
  }

  /** What was recorded under a key, if anything was. */
  public Optional<byte[]> record(String kind, String key) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(recordPath(kind, key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Records bytes under a key, unless that is what stands there already. */
  public void putRecordIfOther(String kind, String key, byte[] bytes) throws IOException {
    Optional<byte[]> kept = record(kind, key);
    if (kept.isEmpty() || !Arrays.equals(kept.get(), bytes)) {
      putRecord(kind, key, bytes);
    }
  }

  /** Records something; what stood there goes. */
  public void putRecord(String kind, String key, byte[] bytes) throws IOException {
    AtomicFile.write(recordPath(kind, key), bytes);
  }

  private Path recordPath(String kind, String key) {
    return root.resolve("records").resolve(kind).resolve(key);
  }

  /**
   * Waits until nobody else, in this process or another, holds the lock of that name. The holder's
   * death frees it.
   */
  public Lock lock(String name) throws IOException {
    Path file = Files.createDirectories(root.resolve("locks")).resolve(name);
    ProcessLock own = ProcessLock.await(file);
    try {
      return new Lock(own, open(file));
    } catch (IOException | RuntimeException e) {
      own.close();
      throw e;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (channel.tryLock() == null) {
        ProcessLock.pause();
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** A lock that is held until it is closed. */
  public static final class Lock implements AutoCloseable {

    private final ProcessLock own;
    private final FileChannel channel;

    private Lock(ProcessLock own, FileChannel channel) {
      this.own = own;
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } finally {
        own.close();
      }
    }
  }
}
