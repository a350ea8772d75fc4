/** The single task of 2026, put together from the building blocks of the baseline. */
package org.example.hecktor2026;
