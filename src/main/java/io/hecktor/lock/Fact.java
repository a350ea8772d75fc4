package io.hecktor.lock;

import io.hecktor.oci.Digest;

/**
 * A line of the lock.
 *
 * @param kind what it tells
 * @param value what is compared; empty where the name is all
 * @param name tells facts of one kind apart; empty where there is only one
 */
public record Fact(FactKind kind, String value, String name) {

  /** Checks that the value can be told from the name. */
  public Fact {
    int words = kind.form().words();
    if (words > 0 && value.split(" ", -1).length != words) {
      throw new IllegalArgumentException("a " + kind.word() + " of `" + value + "`");
    }
  }

  /** One that there is one of. */
  public static Fact text(FactKind kind, String value) {
    return new Fact(kind, value, "");
  }

  /** A name that is all there is to it. */
  public static Fact name(FactKind kind, String name) {
    return new Fact(kind, "", name);
  }

  /** A file, or whatever else has a digest and a name. */
  public static Fact digest(FactKind kind, Digest digest, String name) {
    return new Fact(kind, digest.toString(), name);
  }

  /**
   * A file with something else that is told of it, such as its size.
   *
   * @param other one word
   */
  public static Fact digest(FactKind kind, Digest digest, String other, String name) {
    return new Fact(kind, digest + " " + other, name);
  }

  /**
   * The digest that the value begins with.
   *
   * @throws IllegalArgumentException if it begins with none
   */
  public Digest digest() {
    return Digest.parse(value.split(" ", 2)[0]);
  }

  /** The value's second word; empty where it has one. */
  public String other() {
    int space = value.indexOf(' ');
    return space < 0 ? "" : value.substring(space + 1);
  }
}
