package io.hecktor.archive;

import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;

/**
 * A layer's blob, and what it was found to unpack to when an archive that held it was read: bytes
 * of the same digest unpack to the same, so that nobody has to unpack them once more.
 *
 * @param blob as it stands in the archive's file
 * @param content SHA-256 of what is inside
 * @param contentBytes size of what is inside
 * @param compressed whether what is inside begins as gzip or zstd does
 */
public record KnownBlob(Descriptor blob, Digest content, long contentBytes, boolean compressed) {}
