/** Programs that the benchmark scripts start; no tests. */
package io.hecktor.bench;
