package io.hecktor.verify;

import io.hecktor.ErrorCode;

/**
 * Why a program ended as it did, read off its last words.
 *
 * @param code where the catalogue of errors tells more
 * @param cause one sentence, without a full stop
 * @param fix what to do
 * @param line the line that told it; empty where the exit code alone did
 * @param memory whether the machine, or the platform's limit, refused memory
 */
record Diagnosis(ErrorCode code, String cause, String fix, String line, boolean memory) {}
