/** The program that a container starts. */
package org.example.petct.app;
