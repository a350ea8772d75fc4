package io.hecktor.verify;

import io.hecktor.blob.AtomicFile;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;

/**
 * The records of a batch: a folder with one file for each case that has run, each there whole or
 * not at all. So a batch that is killed loses none, and one of four hundred cases keeps no more in
 * memory than one of a single case.
 */
public final class CaseRecords {

  private static final String SUFFIX = ".json";

  private final Path folder;

  /** Records in a folder, which need not exist. */
  public CaseRecords(Path folder) {
    this.folder = folder;
  }

  /** Where they lie. */
  public Path folder() {
    return folder;
  }

  private Path file(String caseName) {
    return folder.resolve(caseName + SUFFIX);
  }

  /** Keeps a record in the place of an older one of its case. */
  public void write(CaseRecord record) throws IOException {
    AtomicFile.write(file(record.result().caseName()), Json.compact(CaseRecordJson.node(record)));
  }

  /**
   * The record of a case.
   *
   * @return empty where it has not run
   * @throws IOException if there is one and it cannot be read
   */
  public Optional<CaseRecord> read(String caseName) throws IOException {
    Path file = file(caseName);
    try {
      return Optional.of(
          CaseRecordJson.read(Files.readAllBytes(file), String.valueOf(file.getFileName())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Forgets a case. */
  public void delete(String caseName) throws IOException {
    Files.deleteIfExists(file(caseName));
  }

  /** The cases that have a record; one look at the folder, however many there are. */
  public Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        names.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
    return names;
  }

  /**
   * The results of cases that have records, read anew whenever one is asked for.
   *
   * @param caseNames all have a record
   */
  public List<CaseResult> results(List<String> caseNames) {
    return new Results(List.copyOf(caseNames));
  }

  private final class Results extends AbstractList<CaseResult> implements RandomAccess {

    private final List<String> names;

    private Results(List<String> names) {
      this.names = names;
    }

    @Override
    public CaseResult get(int index) {
      try {
        return read(names.get(index)).orElseThrow().result();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int size() {
      return names.size();
    }
  }
}
