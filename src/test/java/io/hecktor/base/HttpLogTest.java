package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** httpclient logs every header it sends, passwords included, wherever {@code -X} is heard. */
class HttpLogTest {

  @ParameterizedTest
  @ValueSource(strings = {"org.apache.http.headers", "org.apache.http.wire"})
  void nothingThatIsSentComesIntoMavensLog(String name) {
    Log log = LogFactory.getLog(name);

    assertThat(log.getClass().getName()).doesNotContainIgnoringCase("slf4j");
    assertThat(log.isDebugEnabled()).isFalse();
  }
}
