package io.hecktor.base;

/**
 * A name and its secret, for a registry or a proxy. Never told in messages.
 *
 * @param user the name, or {@code <token>} where the secret is an identity token
 * @param secret the password or the token
 */
public record RegistryLogin(String user, String secret) {

  private static final String TOKEN_USER = "<token>";

  /** The login that an identity token makes, as credential helpers tell it. */
  static RegistryLogin identityToken(String token) {
    return new RegistryLogin(TOKEN_USER, token);
  }

  boolean isIdentityToken() {
    return user.equals(TOKEN_USER);
  }

  /** Says that there is a login, and nothing of it. */
  @Override
  public String toString() {
    return "RegistryLogin[…]";
  }
}
