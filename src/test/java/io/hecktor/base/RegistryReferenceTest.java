package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.ProjectException;
import io.hecktor.oci.Digest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryReferenceTest {

  private static final Digest DIGEST = Digest.of(new byte[] {1});

  private static String pinned(String text) throws ProjectException {
    return RegistryReference.parse(text).pinned(DIGEST);
  }

  @Test
  void takesDockerHubWhereNoHostIsNamed() throws Exception {
    for (String text : List.of("ubuntu", "docker.io/ubuntu:latest", "library/ubuntu")) {
      RegistryReference reference = RegistryReference.parse(text);
      assertThat(reference.host()).isEqualTo("registry-1.docker.io");
      assertThat(reference.repository()).isEqualTo("library/ubuntu");
      assertThat(reference.asked()).isEqualTo("latest");
    }
  }

  @Test
  void remembersATagUnderOneNameHoweverItWasSpelt() throws Exception {
    assertThat(RegistryReference.parse("ubuntu").key())
        .isEqualTo(RegistryReference.parse("docker.io/library/ubuntu:latest").key())
        .isNotEqualTo(RegistryReference.parse("ubuntu:22.04").key());
  }

  @Test
  void pinsAsTheUserWroteIt() throws Exception {
    assertThat(pinned("ubuntu")).isEqualTo("ubuntu:latest@" + DIGEST);
    assertThat(pinned("ubuntu:22.04")).isEqualTo("ubuntu:22.04@" + DIGEST);
    assertThat(pinned("localhost:5000/a")).isEqualTo("localhost:5000/a:latest@" + DIGEST);
    assertThat(pinned("a/b:1@" + DIGEST)).isEqualTo("a/b:1@" + DIGEST);
    assertThat(pinned("a/b@" + DIGEST)).isEqualTo("a/b@" + DIGEST);
  }

  @Test
  void findsDockerHubsLoginUnderAllItsNames() throws Exception {
    for (String name : List.of("docker.io", "index.docker.io", "https://index.docker.io/v1/")) {
      CredentialSources sources =
          new CredentialSources(
              Map.of(name, new RegistryLogin("anna", "s3cret")), List.of(), List.of());
      assertThat(
              new LoginFinder(sources, RegistryReference.parse("nvidia/cuda"), new ToldProgress())
                  .find())
          .isPresent();
    }
  }

  @Test
  void tellsNothingOfALogin() {
    assertThat(new RegistryLogin("anna", "s3cret").toString())
        .doesNotContain("anna")
        .doesNotContain("s3cret");
  }
}
