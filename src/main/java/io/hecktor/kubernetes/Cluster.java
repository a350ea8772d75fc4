package io.hecktor.kubernetes;

import io.hecktor.HecktorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A namespace of a Kubernetes cluster. The connection lasts as long as Maven: its client ends in
 * threads of its own, which would still look for classes when Maven has put the plugin's away.
 */
public interface Cluster {

  /** The namespace that jobs run in. */
  String namespace();

  /**
   * Makes sure that jobs as these can run here.
   *
   * @param claim of the volume
   * @throws HecktorException if the cluster does not answer or is too old, or there is no such
   *     claim
   */
  void requireReady(String claim) throws HecktorException;

  /**
   * Begins a job that reaches no network.
   *
   * @throws HecktorException if the cluster takes no such job
   */
  void create(CaseJob job) throws HecktorException;

  /** How a job stands. */
  enum JobStage {
    /** It is not there, or not there any more. */
    ABSENT,
    /** Pods of it run, or will. */
    ACTIVE,
    /** No pod of it will run any more. */
    ENDED
  }

  /**
   * How a job stands.
   *
   * @throws HecktorException if the cluster does not answer
   */
  JobStage stage(String job) throws HecktorException;

  /**
   * How the pods of a job stand.
   *
   * @throws HecktorException if the cluster does not answer
   */
  List<CasePod> pods(String job) throws HecktorException;

  /**
   * Why the cluster makes no pods of a job; empty where it does not complain.
   *
   * @throws HecktorException if the cluster does not answer
   */
  List<String> complaints(String job) throws HecktorException;

  /**
   * Writes what a pod's program has said, both streams as one, no more than the last 10 MiB or so:
   * nodes keep no more.
   *
   * @throws HecktorException if the cluster does not answer
   * @throws IOException if the file cannot be written
   */
  void log(String pod, Path file) throws HecktorException, IOException;

  /**
   * Deletes a job and its pods; one that is not there any more is left alone.
   *
   * @throws HecktorException if the cluster does not answer
   */
  void delete(String job) throws HecktorException;
}
