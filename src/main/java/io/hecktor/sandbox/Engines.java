package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The engines that there are, and the choice among them. */
public final class Engines {

  /**
   * An engine and why it was taken.
   *
   * @param engine works on this machine
   * @param reason one sentence without a full stop
   */
  public record Choice(Engine engine, String reason) {}

  private Engines() {}

  /** All engines, in the order in which {@code auto} tries them. */
  public static List<Engine> all(Host host) {
    return List.of(
        new UnshareEngine(host),
        new BwrapEngine(host),
        OciRuntimeEngine.crun(host),
        OciRuntimeEngine.runc(host),
        new PodmanEngine(host),
        new DockerEngine(host));
  }

  /**
   * The first engine that works, or the one that is asked for.
   *
   * @param name {@code auto} or an engine's name
   * @throws EnvironmentException if there is no such engine, or none that works here
   */
  public static Choice choose(String name, Host host) throws EnvironmentException {
    List<Engine> engines = all(host);
    return name.equals("auto") ? first(engines) : named(name, engines);
  }

  private static Choice first(List<Engine> engines) throws EnvironmentException {
    StringBuilder tried = new StringBuilder();
    String remedy = "";
    for (Engine engine : engines) {
      if (engine.availability() instanceof Availability.Fails fails) {
        tried.append(tried.isEmpty() ? "" : "; ");
        tried.append("`").append(engine.name()).append("`: ").append(fails.reason());
        remedy = remedy.isEmpty() ? fails.remedy() : remedy;
      } else {
        String before = tried.isEmpty() ? "" : " (" + tried + ")";
        return new Choice(engine, engine.availability().reason() + before);
      }
    }
    throw new EnvironmentException(
        new Problem(
            ErrorCode.NO_ENGINE,
            "No engine works on this machine.",
            "Tried " + tried + ".",
            remedy));
  }

  private static Choice named(String name, List<Engine> engines) throws EnvironmentException {
    for (Engine engine : engines) {
      if (engine.name().equals(name)) {
        if (engine.availability() instanceof Availability.Fails fails) {
          throw new EnvironmentException(
              new Problem(
                  ErrorCode.ENGINE_FAILS,
                  "The engine `" + name + "` does not work here: " + fails.reason() + ".",
                  "It was asked for with `-Dhecktor.engine=" + name + "`.",
                  fails.remedy()));
        }
        return new Choice(engine, engine.availability().reason());
      }
    }
    String names = engines.stream().map(Engine::name).collect(Collectors.joining("`, `"));
    throw new EnvironmentException(
        new Problem(
            ErrorCode.ENGINE_UNKNOWN,
            "There is no engine `" + name + "`.",
            "The engines are `auto`, `" + names + "`.",
            "Set `-Dhecktor.engine=auto`."));
  }
}
