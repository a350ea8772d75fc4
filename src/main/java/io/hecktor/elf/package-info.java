/** What programs and libraries for linux/amd64 say of themselves in their files. */
@NullMarked
package io.hecktor.elf;

import org.jspecify.annotations.NullMarked;
