/**
 * What is inside an image and how it was made, in the forms that others read: CycloneDX, in-toto
 * and SLSA, and the image-spec's annotations. All of it follows from the lock's facts and from what
 * the image's own files tell.
 */
@NullMarked
package io.hecktor.describe;

import org.jspecify.annotations.NullMarked;
