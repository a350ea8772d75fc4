/** How good the tasks are on cases whose truth is known. */
package org.example.petct.evaluate;
