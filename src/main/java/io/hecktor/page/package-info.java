/**
 * The HTML report: one file that needs neither network nor script. What is told comes in as facts;
 * all text is escaped by the one class that writes it.
 */
@NullMarked
package io.hecktor.page;

import org.jspecify.annotations.NullMarked;
