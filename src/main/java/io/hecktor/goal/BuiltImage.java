package io.hecktor.goal;

import io.hecktor.archive.ImageLayout;
import io.hecktor.oci.Image;
import io.hecktor.plan.TaskRequest;

/**
 * A task's image as it lies in its layout.
 *
 * @param task what was asked for
 * @param image config and layers
 * @param layout where its blobs are
 */
public record BuiltImage(TaskRequest task, Image image, ImageLayout layout) {}
