package dev.actp.runtime.function;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.jsqlparser.parser.ASTNodeAccessImpl;
import net.sf.jsqlparser.parser.Node;
import org.jspecify.annotations.Nullable;

/**
 * What a part of the parser's tree holds, read field by field. By reflection, on purpose: the
 * parser's visitors pass over what their authors forgot, and what nobody looked at must not pass
 * for harmless.
 *
 * @param children the objects that known fields hold, and for a part in doubt all that it holds
 * @param understood whether class and fields are those of {@link SqlShape}
 */
record SqlNode(List<Object> children, boolean understood) {

  /** The fields of each class, found once. Bounded by the parser's classes. */
  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return fields(type);
        }
      };

  static SqlNode of(Object object) {
    if (object instanceof Collection<?> collection && !SqlShape.isNode(object)) {
      return new SqlNode(present(collection), true);
    }
    if (object instanceof Map.Entry<?, ?> entry) {
      return new SqlNode(present(Arrays.asList(entry.getKey(), entry.getValue())), true);
    }
    if (!SqlShape.isNode(object)) {
      return new SqlNode(List.of(), isPlain(object));
    }
    if (object instanceof Enum<?>) {
      return new SqlNode(List.of(), true);
    }
    return read(object);
  }

  private static SqlNode read(Object object) {
    List<Object> children = new ArrayList<>();
    boolean understood = knowsAll(object.getClass());
    for (Field field : FIELDS.get(object.getClass())) {
      Object value = value(field, object);
      if (value != null && !isSilent(value)) {
        children.add(value);
        understood &= SqlShape.allows(field.getDeclaringClass(), field.getName());
      }
    }
    if (object instanceof Collection<?> collection) {
      children.addAll(present(collection));
    }
    return new SqlNode(children, understood);
  }

  private static boolean knowsAll(Class<?> type) {
    boolean known = true;
    for (Class<?> c = type; c != null && c.getName().startsWith("net.sf."); c = c.getSuperclass()) {
      known &= c == ASTNodeAccessImpl.class || SqlShape.knows(c);
    }
    return known;
  }

  private static List<Object> present(Collection<?> collection) {
    List<Object> elements = new ArrayList<>(collection.size());
    for (Object element : collection) {
      if (element != null) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static boolean isPlain(Object object) {
    return object instanceof CharSequence
        || object instanceof Number
        || object instanceof Boolean
        || object instanceof Character
        || object instanceof java.util.Date;
  }

  /** Whether a value is what a field holds where the text says nothing about it. */
  private static boolean isSilent(Object value) {
    return switch (value) {
      case Boolean flag -> !flag;
      case Number number -> number.longValue() == 0 && number.doubleValue() == 0;
      case Collection<?> collection -> collection.isEmpty() && !SqlShape.isNode(value);
      case Map<?, ?> map -> map.isEmpty();
      case Optional<?> optional -> optional.isEmpty();
      case Enum<?> constant -> constant.name().equals("NONE");
      default -> false;
    };
  }

  private static @Nullable Object value(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException("made accessible when it was found", impossible);
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null && c.getName().startsWith("net.sf."); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        boolean skipped =
            Modifier.isStatic(field.getModifiers()) || Node.class.isAssignableFrom(field.getType());
        if (!skipped) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return List.copyOf(fields);
  }
}
