package io.hecktor.base;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.http.conn.ConnectTimeoutException;

/** What can go wrong with a registry, in the user's words. */
final class RegistryProblems {

  private final RegistryReference reference;
  private final RegistrySettings settings;
  private final Errand errand;

  RegistryProblems(RegistryReference reference, RegistrySettings settings, Errand errand) {
    this.reference = reference;
    this.settings = settings;
    this.errand = errand;
  }

  /**
   * What to say when no answer came, or not all of it, after all tries.
   *
   * @param what what was asked for, such as {@code layer sha256:…}
   */
  HecktorException network(String what, IOException failure) {
    String pulling =
        "While %s the %s of the %s `%s`, "
            .formatted(errand.doing(), what, errand.image(), reference.text());
    return new EnvironmentException(
        new Problem(
            ErrorCode.REGISTRY_UNREACHABLE, pulling + happened(failure) + ".", via(), fix(failure)),
        failure);
  }

  /** The same of a mere question whether the registry is there. */
  Problem silent(IOException failure) {
    String happened = happened(failure);
    return new Problem(
        ErrorCode.REGISTRY_UNREACHABLE,
        happened.substring(0, 1).toUpperCase(Locale.ROOT) + happened.substring(1) + ".",
        via(),
        failure instanceof SSLException
            ? fix(failure)
            : "Check the network and the `<proxy>` in `settings.xml`, or build without a registry:"
                + " `-Dhecktor.base=host`.");
  }

  private String happened(IOException failure) {
    String host = "`" + reference.host() + "`";
    if (failure instanceof UnknownHostException) {
      return "no address was found for " + quotedHost(failure);
    } else if (failure instanceof ConnectTimeoutException) {
      return host + " did not answer a connection in time";
    } else if (failure instanceof ConnectException) {
      return host + " refused the connection";
    } else if (failure instanceof SocketTimeoutException) {
      return host + " sent nothing any more";
    } else if (failure instanceof SSLException) {
      return "no trusted HTTPS connection to " + host + " came about";
    } else if (failure instanceof BusyException busy) {
      return host + " answered " + busy.status() + " again and again";
    }
    return "the connection to " + host + " broke off again and again";
  }

  /** The one that is unknown may be a proxy's or a storage's host, not the registry's. */
  private String quotedHost(IOException failure) {
    String named = String.valueOf(failure.getMessage()).split(":", 2)[0].strip();
    return "`" + (named.matches("[\\w.-]+") ? named : reference.host()) + "`";
  }

  private String via() {
    return proxy()
        .map(proxy -> "The registry is asked through the proxy `" + proxy.address() + "`.")
        .orElse("The registry is asked directly, as no `<proxy>` of `settings.xml` serves it.");
  }

  Optional<RegistryProxy> proxy() {
    return settings.proxyFor(URI.create("https://" + reference.host() + "/"));
  }

  private String fix(IOException failure) {
    if (failure instanceof BusyException busy && busy.status() == 429) {
      return "Wait a while, or run `docker login "
          + reference.loginName()
          + "` for a higher limit.";
    } else if (failure instanceof SSLException) {
      return "Put the registry's certificate authority into a trust store and name it with"
          + " `MAVEN_OPTS=-Djavax.net.ssl.trustStore=FILE`; a registry without HTTPS needs"
          + " `-Dhecktor.allowInsecureRegistries=true`.";
    } else if (failure instanceof UnknownHostException || failure instanceof ConnectException) {
      return "Check the network, the spelling in "
          + errand.parameter()
          + " and the `<proxy>` in `settings.xml`.";
    }
    return "Run the same command again: what has come so far is kept and gone on with.";
  }

  HecktorException denied(int status, LoginFinder logins) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.REGISTRY_DENIED,
            "The registry `%s` refuses the %s `%s` (status %d)."
                .formatted(reference.host(), errand.image(), reference.text(), status),
            logins.tried() + " Some registries answer so, too, where a repository does not exist.",
            "Check %s, then run `docker login %s` or add `<server><id>%s</id>"
                    .formatted(errand.parameter(), reference.loginName(), reference.loginName())
                + "<username>…</username><password>…</password></server>` to `settings.xml`."));
  }

  HecktorException proxyRefuses(int status) {
    String address = proxy().map(RegistryProxy::address).orElse("?");
    return new EnvironmentException(
        new Problem(
            ErrorCode.PROXY_REFUSES,
            "The proxy `%s` refuses the way to `%s` (status %d)."
                .formatted(address, reference.host(), status),
            "The answer is the proxy's own; the registry was not reached.",
            "Set `<username>` and `<password>` of this `<proxy>` in `settings.xml`, or add the host"
                + " to its `<nonProxyHosts>`."));
  }

  HecktorException notFound(String what) {
    return new ProjectException(
        new Problem(
            ErrorCode.REGISTRY_LACKS_IT,
            "The registry `%s` has no %s of the %s `%s`."
                .formatted(reference.host(), what, errand.image(), reference.text()),
            "Tags can be moved and deleted, and a digest belongs to one repository.",
            "Correct %s.".formatted(errand.parameter())));
  }

  HecktorException answered(int status, String what) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.REGISTRY_ANSWER,
            "The registry `%s` answered %d when asked for the %s of the %s `%s`."
                .formatted(reference.host(), status, what, errand.image(), reference.text()),
            "That is no answer of a registry. " + via(),
            "Check the host in %s.".formatted(errand.parameter())));
  }

  HecktorException offline(String what) {
    if (errand.equals(Errand.PUSH)) {
      return new EnvironmentException(
          new Problem(
              ErrorCode.REGISTRY_OFFLINE,
              "The image cannot be pushed to `%s`.".formatted(reference.text()),
              "No registry may be asked offline (Maven's `-o` or `-Dhecktor.offline=true`).",
              "Add `-Dhecktor.offline=false`."));
    }
    return new EnvironmentException(
        new Problem(
            ErrorCode.REGISTRY_OFFLINE,
            "The %s of the base `%s` is not in the cache.".formatted(what, reference.text()),
            "No registry may be asked offline (Maven's `-o` or `-Dhecktor.offline=true`).",
            "Run `mvn hecktor:build -Dhecktor.offline=false` once where there is a network."));
  }

  HecktorException insecure(URI address) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.REGISTRY_LOGIN_INSECURE,
            "The registry `%s` asks for the login at `%s`, which has no encryption."
                .formatted(reference.host(), address.getAuthority()),
            "Over plain HTTP anyone on the way could read it.",
            "Take another registry, or allow it with `-Dhecktor.allowInsecureRegistries=true`."));
  }

  /** The image is not one that can be built upon. */
  HecktorException unusable(String why) {
    return new ProjectException(
        new Problem(
            ErrorCode.BASE_UNUSABLE,
            "The base `%s` cannot be used.".formatted(reference.text()),
            why,
            "Name an image for `linux/amd64` in %s.".formatted(errand.parameter())));
  }

  HecktorException spoilt(String what, IOException failure) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.PULL_SPOILT,
            "The %s of the base `%s` came spoilt, twice.".formatted(what, reference.text()),
            "Its bytes do not have the digest that the image promises. " + via(),
            "Try again later, or from another network."),
        failure);
  }

  HecktorException disk(IOException failure) {
    boolean full = String.valueOf(failure.getMessage()).contains("No space left");
    String reason = failure instanceof FileSystemException fs ? fs.getReason() : null;
    return new EnvironmentException(
        new Problem(
            full ? ErrorCode.DISK_FULL : ErrorCode.CACHE_UNUSABLE,
            full
                ? "The disk of the cache is full."
                : "The cache cannot be used%s.".formatted(reason == null ? "" : ": " + reason),
            "The base `%s` is kept there, once for all projects.".formatted(reference.text()),
            "Make room, or set `<cache>` (`-Dhecktor.cache`) to a folder with more of it."),
        failure);
  }

  Problem floats(String pinned) {
    return new Problem(
        ErrorCode.BASE_FLOATS,
        "The base `%s` names no digest.".formatted(reference.text()),
        "Its tag can be moved, and then the same project gives another image.",
        "Set `<base>%s</base>` (`-Dhecktor.base`).".formatted(pinned));
  }
}
