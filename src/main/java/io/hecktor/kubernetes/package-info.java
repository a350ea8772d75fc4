/**
 * Kubernetes, by fabric8's client, which is there only where the user has added it: {@link
 * io.hecktor.kubernetes.Cluster} is all that others see, and nothing else of it is loaded before it
 * is known to be there. What a case is, nobody here knows.
 */
@NullMarked
package io.hecktor.kubernetes;

import org.jspecify.annotations.NullMarked;
