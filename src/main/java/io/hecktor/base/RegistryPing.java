package io.hecktor.base;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the registry of a base whether it is there, and looks whether there is a login for it,
 * within a time that people wait. Nothing is pulled, and no login is sent or told.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#determining-support">
 *     distribution-spec, Determining Support</a>
 */
public final class RegistryPing {

  private final RegistrySettings settings;
  private final Duration limit;

  /**
   * Asks with these settings' proxies.
   *
   * @param limit after which there is no answer, whatever hangs
   */
  public RegistryPing(RegistrySettings settings, Duration limit) {
    this.settings = settings;
    this.limit = limit;
  }

  /**
   * What came of it.
   *
   * @param host of the registry, with its port where it has one
   * @param proxy host and port of the proxy that stands between, where one does
   * @param status that it answered with; empty where no answer came
   * @param problem why not, or what the answer means; empty for a registry that works
   */
  public record Answer(
      String host, Optional<String> proxy, OptionalInt status, Optional<Problem> problem) {}

  /**
   * Where logins were looked for.
   *
   * @param host of the registry
   * @param where one was found, such as {@code `config.json`}
   * @param looked all places that were looked at
   * @param problems of these places
   */
  public record Login(
      String host, Optional<String> where, List<String> looked, List<Problem> problems) {

    /** Copies the lists. */
    public Login {
      looked = List.copyOf(looked);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Asks the registry that a reference names.
   *
   * @throws HecktorException if it is no reference
   */
  public Answer ask(String reference) throws HecktorException, IOException {
    RegistryReference parsed = RegistryReference.parse(reference);
    Patience patience = new Patience(limit, limit, Duration.ZERO, 1);
    PullContext context = new PullContext(parsed, settings, patience, Progress.silent());
    try (RegistryClient client = new RegistryClient(context)) {
      return bounded(() -> asked(client, context), () -> tooLate(context));
    }
  }

  /**
   * Looks for the login that a reference's registry would be asked with. Helpers of Docker are
   * asked, too.
   *
   * @throws HecktorException if it is no reference
   */
  public Login login(String reference) throws HecktorException, IOException {
    RegistryReference parsed = RegistryReference.parse(reference);
    KeptProblems problems = new KeptProblems();
    LoginFinder finder = new LoginFinder(settings.credentials(), parsed, problems);
    return bounded(
        () -> {
          finder.find();
          return new Login(parsed.loginName(), finder.where(), finder.looked(), problems.all());
        },
        () ->
            new Login(
                parsed.loginName(),
                Optional.empty(),
                List.of(),
                List.of(
                    new Problem(
                        ErrorCode.LOGINS_UNREADABLE,
                        "Looking for a login of `%s` took more than %d seconds."
                            .formatted(parsed.loginName(), limit.toSeconds()),
                        "A credential helper of Docker hangs, or waits for somebody to type.",
                        "Try `docker login %s`.".formatted(parsed.loginName())))));
  }

  private static Answer asked(RegistryClient client, PullContext context) throws IOException {
    String host = context.reference().loginName();
    RegistryProblems problems = context.problems();
    Optional<String> proxy = problems.proxy().map(RegistryProxy::address);
    try {
      int status = client.ping();
      Optional<Problem> problem =
          switch (status) {
            case 200, 401 -> Optional.empty();
            case 403, 407 ->
                proxy.isPresent()
                    ? Optional.of(problems.proxyRefuses(status).problem())
                    : Optional.of(problems.answered(status, "`/v2/`").problem());
            default -> Optional.of(problems.answered(status, "`/v2/`").problem());
          };
      return new Answer(host, proxy, OptionalInt.of(status), problem);
    } catch (HecktorException e) {
      return new Answer(host, proxy, OptionalInt.empty(), Optional.of(e.problem()));
    } catch (IOException e) {
      return new Answer(host, proxy, OptionalInt.empty(), Optional.of(problems.silent(e)));
    }
  }

  private Answer tooLate(PullContext context) {
    RegistryReference reference = context.reference();
    return new Answer(
        reference.loginName(),
        context.problems().proxy().map(RegistryProxy::address),
        OptionalInt.empty(),
        Optional.of(
            new Problem(
                ErrorCode.REGISTRY_UNREACHABLE,
                "`%s` did not answer within %d seconds."
                    .formatted(reference.loginName(), limit.toSeconds()),
                "A firewall that drops what it does not let through looks like that, too.",
                "Name the proxy that this network has as a `<proxy>` in Maven's `settings.xml`, or"
                    + " build without a registry: `-Dhecktor.base=host`.")));
  }

  /** Something that may hang. */
  private interface Question<T> {
    T answer() throws IOException, HecktorException;
  }

  private interface Otherwise<T> {
    T value();
  }

  /** Name servers and credential helpers know no time limit, so somebody else waits for them. */
  private <T> T bounded(Question<T> question, Otherwise<T> otherwise)
      throws IOException, HecktorException {
    FutureTask<T> task = new FutureTask<>(question::answer);
    Thread thread = new Thread(task, "hecktor-ping");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return otherwise.value();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a registry was asked");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      } else if (e.getCause() instanceof HecktorException failure) {
        throw failure;
      }
      throw new IllegalStateException("asking a registry failed", e.getCause());
    }
  }
}
