package dev.actp.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlShapeTest {

  @Test
  void everyLineNamesAClassAndFieldsOfTheParser() throws ClassNotFoundException {
    for (Map.Entry<String, java.util.Set<String>> line : SqlShape.lines().entrySet()) {
      Class<?> type = Class.forName(line.getKey());
      assertThat(Arrays.stream(type.getDeclaredFields()).map(java.lang.reflect.Field::getName))
          .as("fields of %s", type)
          .containsAll(line.getValue());
    }
  }
}
