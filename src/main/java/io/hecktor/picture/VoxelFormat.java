package io.hecktor.picture;

import io.hecktor.verify.MetaImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How a volume's voxels are written.
 *
 * @param type of each
 * @param order of its bytes
 */
record VoxelFormat(Type type, ByteOrder order) {

  /** The types that scans have. */
  enum Type {
    MET_CHAR(1) {
      @Override
      float value(ByteBuffer bytes, int at) {
        return bytes.get(at);
      }
    },
    MET_UCHAR(1) {
      @Override
      float value(ByteBuffer bytes, int at) {
        return bytes.get(at) & 0xff;
      }
    },
    MET_SHORT(2) {
      @Override
      float value(ByteBuffer bytes, int at) {
        return bytes.getShort(at);
      }
    },
    MET_USHORT(2) {
      @Override
      float value(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff;
      }
    },
    MET_INT(4) {
      @Override
      float value(ByteBuffer bytes, int at) {
        return bytes.getInt(at);
      }
    },
    MET_UINT(4) {
      @Override
      float value(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xffff_ffffL;
      }
    },
    MET_FLOAT(4) {
      @Override
      float value(ByteBuffer bytes, int at) {
        return bytes.getFloat(at);
      }
    },
    MET_DOUBLE(8) {
      @Override
      float value(ByteBuffer bytes, int at) {
        return (float) bytes.getDouble(at);
      }
    };

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** The value that begins at a byte. */
    abstract float value(ByteBuffer bytes, int at);
  }

  /**
   * The format of an image; empty where its voxels are no single binary numbers of a known type.
   */
  static Optional<VoxelFormat> of(MetaImage image) throws IOException {
    if (!image.isBinary() || image.channels() != 1) {
      return Optional.empty();
    }
    for (Type type : Type.values()) {
      if (type.name().equals(image.elementType())) {
        return Optional.of(
            new VoxelFormat(
                type, image.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
      }
    }
    return Optional.empty();
  }

  int bytes() {
    return type.bytes;
  }

  float value(ByteBuffer row, int index) {
    return type.value(row, index * type.bytes);
  }
}
