
  /** @task@, {@code @path@}: {@code true} or {@code false}. */
  boolean @method@() throws IOException {
    // YOUR ALGORITHM takes the place of this line.
    return score("@key@") > rule.number("@key@.threshold");
  }
