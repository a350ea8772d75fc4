package io.hecktor.trace;

import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Puts calls of the recorder into a class of {@code java.base}; nothing else of it changes. */
final class Weaver {

  private static final String RECORDER = Type.getInternalName(Recorder.class);
  private static final String OBJECT = "Ljava/lang/Object;";

  /** Native in some releases, so it is watched where it is called. */
  private static final String CREATE = "createFileExclusively";

  private Weaver() {}

  /**
   * The class with its hooks.
   *
   * @throws IllegalArgumentException if the class file is newer than ASM knows, or none
   */
  static byte[] weave(byte[] original) {
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    String owner = reader.getClassName();
    List<Hook> hooks = Hook.ALL.stream().filter(hook -> hook.owner().equals(owner)).toList();
    reader.accept(new Woven(writer, hooks), 0);
    return writer.toByteArray();
  }

  /** The class with other texts in the place of some of its own. */
  static byte[] withTexts(byte[] original, Map<String, String> texts) {
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Retold(writer, texts), 0);
    return writer.toByteArray();
  }

  private static final class Retold extends ClassVisitor {

    private final Map<String, String> texts;

    Retold(ClassVisitor next, Map<String, String> texts) {
      super(Opcodes.ASM9, next);
      this.texts = texts;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
        @Override
        public void visitLdcInsn(Object value) {
          super.visitLdcInsn(value instanceof String text ? texts.getOrDefault(text, text) : value);
        }
      };
    }
  }

  private static final class Woven extends ClassVisitor {

    private final List<Hook> hooks;

    Woven(ClassVisitor next, List<Hook> hooks) {
      super(Opcodes.ASM9, next);
      this.hooks = hooks;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      List<Hook> here = hooks.stream().filter(it -> it.method().equals(name + descriptor)).toList();
      return new WovenMethod(next, here, access, Type.getArgumentTypes(descriptor));
    }
  }

  private static final class WovenMethod extends MethodVisitor {

    private final List<Hook> hooks;
    private final boolean isStatic;
    private final Type[] types;

    WovenMethod(MethodVisitor next, List<Hook> hooks, int access, Type[] types) {
      super(Opcodes.ASM9, next);
      this.hooks = hooks;
      this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
      this.types = types;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      hooks.forEach(this::tell);
    }

    /** No branches, so that the frames of the class file stay true. */
    private void tell(Hook hook) {
      StringBuilder descriptor = new StringBuilder("(");
      for (int argument : hook.arguments()) {
        Type type = argument == Hook.THIS ? Type.getType(OBJECT) : types[argument];
        super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot(argument));
        descriptor.append(type.getSort() == Type.INT ? "I" : OBJECT);
      }
      if (hook.event().equals("started")) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, "jdk/internal/misc/VM", "isBooted", "()Z", false);
        descriptor.append('Z');
      }
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, RECORDER, hook.event(), descriptor.append(")V").toString(), false);
    }

    private int slot(int argument) {
      int slot = isStatic ? 0 : 1;
      for (int i = 0; i < argument; i++) {
        slot += types[i].getSize();
      }
      return argument == Hook.THIS ? 0 : slot;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (name.equals(CREATE) && descriptor.equals("(Ljava/lang/String;)Z")) {
        super.visitInsn(Opcodes.DUP);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, RECORDER, "path", "(" + OBJECT + ")V", false);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }
}
