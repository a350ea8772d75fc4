/** Images and where they lie in the patient; MetaImage files in and out. */
package org.example.petct.image;
