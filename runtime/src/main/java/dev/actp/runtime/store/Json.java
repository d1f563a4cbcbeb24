package dev.actp.runtime.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON of our own making, in rows that are written seldom. Numbers keep every digit. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());
  }

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = MAPPER.createArrayNode();
    texts.forEach(array::add);
    return array;
  }

  static ArrayNode array(Collection<? extends JsonNode> nodes) {
    return MAPPER.createArrayNode().addAll(nodes);
  }

  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new StoreException("a stored document is not JSON", e);
    }
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  static String text(JsonNode object, String name) {
    return object.path(name).asText("");
  }

  static @Nullable String textOrNull(JsonNode object, String name) {
    JsonNode member = object.get(name);
    return member == null || member.isNull() ? null : member.asText();
  }

  static Instant instant(JsonNode object, String name) {
    return Instant.parse(text(object, name));
  }

  /** An untyped value: what JSON can say. Others become text. */
  static JsonNode value(Value value) {
    return switch (value) {
      case Value.Bool bool -> JsonNodeFactory.instance.booleanNode(bool.value());
      case Value.Num number -> MAPPER.getNodeFactory().numberNode(number.value());
      case Value.Money money ->
          object().put("amount", money.amount().toPlainString()).put("currency", money.currency());
      case Value.Text text -> JsonNodeFactory.instance.textNode(text.value());
      case Value.Ip ip -> JsonNodeFactory.instance.textNode(ip.canonical());
      case Value.Timestamp time -> JsonNodeFactory.instance.textNode(time.value().toString());
      case Value.Span span -> JsonNodeFactory.instance.textNode(span.value().toString());
      case Value.Sequence sequence -> array(sequence.elements().stream().map(Json::value).toList());
      case Value.Distinct set -> array(set.elements().stream().map(Json::value).toList());
      case Value.Struct struct -> {
        ObjectNode object = object();
        struct.members().forEach((name, member) -> object.set(name, value(member)));
        yield object;
      }
    };
  }

  static Value value(JsonNode node) {
    if (node.isObject()) {
      return struct(node);
    }
    if (node.isArray()) {
      List<Value> elements = new ArrayList<>();
      node.forEach(element -> elements.add(value(element)));
      return new Value.Sequence(elements);
    }
    if (node.isBoolean()) {
      return Value.Bool.of(node.booleanValue());
    }
    return node.isNumber() ? new Value.Num(node.decimalValue()) : new Value.Text(node.asText());
  }

  static Value.Struct struct(JsonNode object) {
    TreeMap<String, Value> members = new TreeMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
    return new Value.Struct(members);
  }
}
