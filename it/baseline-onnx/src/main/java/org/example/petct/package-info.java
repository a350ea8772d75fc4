/** Inference on PET/CT of head and neck; each package below is a step. */
package org.example.petct;
