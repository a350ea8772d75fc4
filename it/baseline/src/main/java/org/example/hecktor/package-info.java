/**
 * An inference program for the three HECKTOR tasks, made to be read and replaced.
 *
 * <p>{@link org.example.hecktor.Main} picks a {@code Task} from the environment; a task reads a
 * case's CT, PET and health record, and writes one output. The method is a threshold and two linear
 * models with hand-picked numbers: nothing here was trained, and nothing is for clinical use.
 */
package org.example.hecktor;
