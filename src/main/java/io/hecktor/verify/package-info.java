/** Judges an archive by the rules of the platform that receives it. */
@NullMarked
package io.hecktor.verify;

import org.jspecify.annotations.NullMarked;
