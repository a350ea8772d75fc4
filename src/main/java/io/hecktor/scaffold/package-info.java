/**
 * A participant's project for a profile, written where none is. It is planned whole from what the
 * folder holds, and then written whole or not at all, over nothing that is there.
 */
@NullMarked
package io.hecktor.scaffold;

import org.jspecify.annotations.NullMarked;
