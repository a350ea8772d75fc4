/** Images read at other grids. */
package org.example.petct.resample;
