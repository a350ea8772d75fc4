/** Volumes that are larger than what a network takes at once. */
package org.example.petct.window;
