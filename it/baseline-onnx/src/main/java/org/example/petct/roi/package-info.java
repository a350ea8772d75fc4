/** Where head and neck lie in a scan. */
package org.example.petct.roi;
