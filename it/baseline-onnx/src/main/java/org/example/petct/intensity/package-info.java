/** Values scaled for the networks. */
package org.example.petct.intensity;
