
  /** @task@, {@code @path@}: a finite number. */
  double @method@() throws IOException {
    // YOUR ALGORITHM takes the place of this line.
    return score("@key@");
  }
