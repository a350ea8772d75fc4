package io.hecktor.blob;

import io.hecktor.oci.Digest;
import java.time.Instant;

/**
 * A blob as it lies in the store.
 *
 * @param digest its name
 * @param sizeBytes as the file has them; nobody has read it
 * @param written when it came in
 */
public record StoredBlob(Digest digest, long sizeBytes, Instant written) {}
