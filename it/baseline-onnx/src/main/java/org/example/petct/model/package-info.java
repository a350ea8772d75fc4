/** Networks in ONNX, on a GPU or a CPU. */
package org.example.petct.model;
