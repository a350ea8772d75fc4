/**
 * What an image brings for a GPU, read from its files and without any GPU: code for which
 * architectures, which libraries it asks for, which models; and what of that will not do on the
 * challenge's.
 */
@NullMarked
package io.hecktor.gpu;

import org.jspecify.annotations.NullMarked;
