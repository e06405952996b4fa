package io.millrace.recipe.option;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The value type of a record component, by its Java type and its annotations. */
final class ValueTypes {
  private ValueTypes() {}

  /**
   * @throws IllegalArgumentException if options of this Java type are not supported
   */
  static ValueType of(RecordComponent component) {
    return of(component, component.getGenericType());
  }

  private static ValueType of(RecordComponent component, Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(component, generic);
    }
    if (type instanceof Class<?> plain) {
      return plain(component, plain);
    }
    throw unsupported(component);
  }

  private static ValueType generic(RecordComponent component, ParameterizedType type) {
    ValueType argument = of(component, type.getActualTypeArguments()[0]);
    if (type.getRawType() == Optional.class) {
      return new OptionalType(argument);
    }
    if (type.getRawType() == List.class) {
      return ListType.of(argument, component.getAnnotation(Size.class));
    }
    throw unsupported(component);
  }

  private static ValueType plain(RecordComponent component, Class<?> type) {
    Bounds bounds = Bounds.of(component);
    if (type == boolean.class || type == Boolean.class) {
      return new BooleanType();
    }
    if (type == int.class || type == Integer.class) {
      return new WholeType(false, bounds);
    }
    if (type == long.class || type == Long.class) {
      return new WholeType(true, bounds);
    }
    if (type == double.class || type == Double.class) {
      return new NumberType(component.getName(), bounds);
    }
    if (type == String.class) {
      return TextType.of(component);
    }
    if (type == Duration.class) {
      return new DurationType(bounds);
    }
    return structured(component, type);
  }

  private static ValueType structured(RecordComponent component, Class<?> type) {
    if (type.isEnum()) {
      return new EnumType(type);
    }
    if (type == Choice.class) {
      return ChoiceType.of(component);
    }
    if (type.isRecord()) {
      return RecordType.of(type.asSubclass(Record.class));
    }
    throw unsupported(component);
  }

  private static IllegalArgumentException unsupported(RecordComponent component) {
    return new IllegalArgumentException(
        "expected a supported type of option: record=%s, option=%s, type=%s"
            .formatted(
                component.getDeclaringRecord().getName(),
                component.getName(),
                component.getGenericType()));
  }
}
