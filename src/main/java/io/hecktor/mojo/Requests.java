package io.hecktor.mojo;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Limits;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.challenge.Units;
import io.hecktor.deflate.Framing;
import io.hecktor.lock.LockRequest;
import io.hecktor.plan.BaseReference;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.Owner;
import io.hecktor.plan.RuntimeChoice;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Parses parameters once, so that nobody below meets raw text or null. */
final class Requests {

  private static final Pattern USER = Pattern.compile("(\\d{1,9}):(\\d{1,9})");

  private Requests() {}

  static BuildRequest build(Parameters parameters) throws HecktorException {
    MavenProject project = parameters.maven().project();
    BuildRequest.Settings settings = settings(parameters, project);
    Path folder = project.getBasedir().toPath();
    return new BuildRequest(
        parameters.maven().profile(),
        Tasks.find(folder, parameters.maven().profile(), parameters.maven().tasks()),
        Programs.of(project, parameters.maven().reactor()),
        base(parameters.images().base(), parameters.maven().profile(), folder),
        runtime(parameters.images(), folder),
        settings,
        parameters.natives(),
        Path.of(project.getBuild().getDirectory()).resolve("hecktor"));
  }

  private static BuildRequest.Settings settings(Parameters parameters, MavenProject project)
      throws ProjectException {
    Parameters.Start start = parameters.start();
    return new BuildRequest.Settings(
        user(start.user()),
        Optional.ofNullable(start.mainClass()).filter(text -> !text.isBlank()),
        start.jvmFlags(),
        Optional.ofNullable(start.label()).filter(text -> !text.isBlank()),
        OutputTimestamp.parse(project.getProperties().getProperty("project.build.outputTimestamp")),
        framing(parameters.images().compression()));
  }

  static Profile profile(String name, Path folder, Parameters.LimitTexts texts)
      throws HecktorException {
    Profile profile = Profiles.open(name, folder);
    Limits given = profile.tasks().get(0).limits();
    Optional<java.time.Duration> time = parsed("hecktor.timeLimit", texts.time(), Units::duration);
    Optional<Long> memory = parsed("hecktor.memoryLimit", texts.memory(), Units::bytes);
    Optional<Long> archive = parsed("hecktor.archiveLimit", texts.archive(), Units::bytes);
    return profile.withLimits(
        limits -> {
          Limits changed = limits;
          if (time.isPresent()) {
            changed = changed.withTime(given.time().overriddenBy(time.get(), "hecktor.timeLimit"));
          }
          if (memory.isPresent()) {
            changed =
                changed.withMemory(
                    given.memoryBytes().overriddenBy(memory.get(), "hecktor.memoryLimit"));
          }
          if (archive.isPresent()) {
            changed =
                changed.withArchive(
                    given.archiveBytes().overriddenBy(archive.get(), "hecktor.archiveLimit"));
          }
          return changed;
        });
  }

  private static <T> Optional<T> parsed(
      String parameter, @Nullable String text, Function<String, T> parse) throws ProjectException {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text.trim()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              parameter + " is `" + text + "`.",
              "Limits are numbers with a unit: s, m or h for times; k, m or g, 1024-based, for sizes.",
              "Write for example -Dhecktor.timeLimit=15m -Dhecktor.memoryLimit=16g"
                  + " -Dhecktor.archiveLimit=2g."),
          e);
    }
  }

  static Framing framing(String compression) throws ProjectException {
    try {
      return Framing.parse(compression.trim());
    } catch (IllegalArgumentException e) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "hecktor.compression is `" + compression + "`.",
              "Our own layers are deflated where that helps (`auto`), wherever it makes them smaller"
                  + " (`deflate`), or not at all (`stored`); the base keeps its own compression.",
              "Leave the parameter out, or write -Dhecktor.compression=auto."),
          e);
    }
  }

  /** What a base's text stands for; the profile's where there is none. */
  static BaseReference base(@Nullable String text, Profile profile, Path folder) {
    String reference = text == null || text.isBlank() ? profile.base().value() : text.trim();
    if (reference.equals("host")) {
      return new BaseReference.Host();
    } else if (reference.startsWith("tar:")) {
      return new BaseReference.Archive(reference, folder.resolve(reference.substring(4)));
    } else if (reference.startsWith("oci:")) {
      return new BaseReference.Layout(reference, folder.resolve(reference.substring(4)));
    }
    return new BaseReference.Registry(reference);
  }

  private static RuntimeChoice runtime(Parameters.Images images, Path folder) {
    String jre = images.jre().trim();
    if (jre.equals("base")) {
      return new RuntimeChoice.FromBase();
    } else if (!jre.equals("jlink")) {
      return new RuntimeChoice.Folder(folder.resolve(jre));
    }
    return new RuntimeChoice.Jlink(
        Path.of(System.getProperty("java.home")),
        Optional.ofNullable(images.jdk()).filter(text -> !text.isBlank()).map(folder::resolve),
        images.modules());
  }

  static LockRequest.Mode lockMode(boolean locked, boolean update) throws ProjectException {
    if (locked && update) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETERS_CONTRADICT,
              "Both hecktor.locked and hecktor.updateLock are set.",
              "The one asks for the very images that hecktor.lock records, the other for other ones.",
              "Leave one of them out, such as `mvn hecktor:save -Dhecktor.locked=false"
                  + " -Dhecktor.updateLock`."));
    }
    return locked
        ? LockRequest.Mode.LOCKED
        : update ? LockRequest.Mode.UPDATE : LockRequest.Mode.KEEP;
  }

  static Owner user(String text) throws ProjectException {
    Matcher matcher = USER.matcher(text.trim());
    boolean numeric = matcher.matches();
    if (!numeric || Integer.parseInt(matcher.group(1)) == 0) {
      throw new ProjectException(
          new Problem(
              ErrorCode.USER_UNFIT,
              "hecktor.user is `" + text + "`.",
              numeric
                  ? "The platform refuses images that run as root."
                  : "The platform needs a numeric user and group to run the image as.",
              "Write <user>1000:1000</user> in the plugin's <configuration>."));
    }
    return new Owner(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}
