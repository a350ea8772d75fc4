/** Parts cut out for a network, and put back to the voxel. */
package org.example.petct.crop;
