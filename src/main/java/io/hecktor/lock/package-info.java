/**
 * {@code hecktor.lock}: what a project's images were made from, as text that people read and git
 * merges, and what moved between two such records. Values and their text; how they come about is
 * the goals' business.
 */
@NullMarked
package io.hecktor.lock;

import org.jspecify.annotations.NullMarked;
