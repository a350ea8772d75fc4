package io.hecktor.verify;

/**
 * Why a program ended as it did, read off its last words.
 *
 * @param cause one sentence, without a full stop
 * @param fix what to do
 * @param line the line that told it; empty where the exit code alone did
 * @param memory whether the machine, or the platform's limit, refused memory
 */
record Diagnosis(String cause, String fix, String line, boolean memory) {}
