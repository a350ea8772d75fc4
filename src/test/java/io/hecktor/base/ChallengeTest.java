package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengeTest {

  @Test
  void readsATokensChallenge() {
    Challenge challenge =
        Challenge.parse(
                List.of(
                    "Bearer realm=\"https://auth.example/token\",service=\"registry\","
                        + "scope=\"repository:a/b:pull,push\",error=invalid_token"))
            .orElseThrow();

    assertThat(challenge.bearer()).isTrue();
    assertThat(challenge.parameter("realm")).contains("https://auth.example/token");
    assertThat(challenge.parameter("scope")).contains("repository:a/b:pull,push");
    assertThat(challenge.parameter("error")).contains("invalid_token");
  }

  @Test
  void prefersATokenToAPassword() {
    List<List<String>> both =
        List.of(
            List.of("Basic realm=\"x\"", "bearer realm=\"https://t/\""),
            List.of("Bearer realm=\"https://t/\", Basic realm=\"x\""));

    for (List<String> headers : both) {
      Challenge challenge = Challenge.parse(headers).orElseThrow();
      assertThat(challenge.bearer()).isTrue();
      assertThat(challenge.parameter("realm")).contains("https://t/");
    }
  }

  @Test
  void knowsAPasswordsChallenge() {
    assertThat(Challenge.parse(List.of("Basic realm=\"Bearer\"")))
        .hasValueSatisfying(it -> assertThat(it.bearer()).isFalse());
  }

  @Test
  void answersNothingElse() {
    assertThat(Challenge.parse(List.of("Negotiate"))).isEmpty();
    assertThat(Challenge.parse(List.of())).isEmpty();
  }
}
