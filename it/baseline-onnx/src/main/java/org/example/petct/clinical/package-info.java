/** Health records as numbers. */
package org.example.petct.clinical;
