/**
 * The vocabulary of the OCI image-spec: digests, descriptors, manifests, configs, layers. Values\n
 * * and their JSON; nothing here touches a disk or a network.
 */
@NullMarked
package io.hecktor.oci;

import org.jspecify.annotations.NullMarked;
