package io.hecktor.describe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What git tells of a project, read from its files: no program is run, and where git is not used,
 * or in a way not known here, nothing is told.
 *
 * @param revision the commit that is checked out; the files may have changed since
 * @param source where it is fetched from, without any login
 * @see <a href="https://git-scm.com/docs/gitrepository-layout">gitrepository-layout</a>
 */
public record GitCheckout(Optional<String> revision, Optional<String> source) {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private static final Pattern REF = Pattern.compile("ref: (refs/[^\\s]+)");
  private static final Pattern URL = Pattern.compile("\\s*url\\s*=\\s*(.*?)\\s*");
  private static final int MAX_LINKS = 5;

  /** Reads the checkout that a folder lies in. */
  public static GitCheckout of(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        return read(git);
      }
    }
    return new GitCheckout(Optional.empty(), Optional.empty());
  }

  private static GitCheckout read(Path git) {
    try {
      Path own = Files.isDirectory(git) ? git : linked(git, "gitdir: ");
      Path common = own.resolve("commondir");
      Path shared = Files.isRegularFile(common) ? linked(common, "") : own;
      return new GitCheckout(revision(own, shared), source(shared.resolve("config")));
    } catch (IOException | RuntimeException e) {
      // An unreadable checkout is one of which nothing is known: no reason to fail a build.
      return new GitCheckout(Optional.empty(), Optional.empty());
    }
  }

  /** Work trees and submodules have a file that names the folder. */
  private static Path linked(Path file, String prefix) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8).strip();
    return file.resolveSibling(text.substring(prefix.length())).normalize();
  }

  private static Optional<String> revision(Path own, Path shared) throws IOException {
    String text = Files.readString(own.resolve("HEAD"), StandardCharsets.UTF_8).strip();
    for (int links = 0; links < MAX_LINKS; links++) {
      Matcher ref = REF.matcher(text);
      if (!ref.matches()) {
        break;
      }
      Path loose = shared.resolve(ref.group(1)).normalize();
      if (!loose.startsWith(shared) || !Files.isRegularFile(loose)) {
        return packed(shared.resolve("packed-refs"), ref.group(1));
      }
      text = Files.readString(loose, StandardCharsets.UTF_8).strip();
    }
    return Optional.of(text).filter(commit -> COMMIT.matcher(commit).matches());
  }

  private static Optional<String> packed(Path file, String ref) throws IOException {
    return Files.isRegularFile(file)
        ? Files.readAllLines(file, StandardCharsets.UTF_8).stream()
            .map(line -> line.split(" ", 2))
            .filter(words -> words.length == 2 && words[1].equals(ref))
            .map(words -> words[0])
            .filter(commit -> COMMIT.matcher(commit).matches())
            .findFirst()
        : Optional.empty();
  }

  private static Optional<String> source(Path config) throws IOException {
    if (!Files.isRegularFile(config)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(config, StandardCharsets.UTF_8);
    boolean origin = false;
    for (String line : lines) {
      Matcher url = URL.matcher(line);
      if (line.strip().startsWith("[")) {
        origin = line.strip().equals("[remote \"origin\"]");
      } else if (origin && url.matches()) {
        return address(url.group(1));
      }
    }
    return Optional.empty();
  }

  /** A folder of this machine is nobody else's business, and a login in an address even less. */
  private static Optional<String> address(String url) {
    if (url.matches("(https?|git|ssh)://.+")) {
      return Optional.of(url.replaceFirst("://[^/@]*@", "://"));
    }
    Matcher scp = Pattern.compile("(?:[^@/:]+@)?([\\w.-]{2,}):(?![/\\\\])(.+)").matcher(url);
    return scp.matches()
        ? Optional.of("ssh://" + scp.group(1) + "/" + scp.group(2))
        : Optional.empty();
  }
}
