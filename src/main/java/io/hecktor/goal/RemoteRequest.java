package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;

/** Cases that run elsewhere than on this machine. */
public sealed interface RemoteRequest permits ClusterRequest, KubernetesRequest {

  /** Whether nobody waits for the end. */
  boolean detach();

  /**
   * Makes sure that there is a place to run them, before anything is built.
   *
   * @throws HecktorException if there is none, or it does not answer
   */
  void requireThere() throws HecktorException;

  /** What runs them. */
  Executor executor(TestRunRequest request, Progress progress);
}
