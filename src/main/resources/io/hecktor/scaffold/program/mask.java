
  /**
   * @task@, {@code @path@}: a label for each voxel of {@code @reference@}, x fastest, out of
   * @labels@.
   */
  byte[] @method@() throws IOException {
    MetaImage reference = patient.image(@referenceLiteral@);
    // YOUR ALGORITHM takes the place of these lines.
    return hot(reference, rule.number("@key@.suv"), (byte) @background@, (byte) @label@);
  }
