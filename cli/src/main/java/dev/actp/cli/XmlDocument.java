package dev.actp.cli;

import java.io.StringWriter;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** XML 1.0 as text, indented by two; what XML cannot hold is replaced by U+FFFD. */
final class XmlDocument {
  private final XMLStreamWriter xml;
  private int depth;

  private XmlDocument(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The document that {@code content} writes. */
  static String of(Consumer<XmlDocument> content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      content.accept(new XmlDocument(xml));
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a document in memory", e);
    }
    return text.toString();
  }

  /** An element with attributes, names and values in turn, and other elements in it. */
  void element(String name, Runnable content, Object... attributes) {
    write(
        () -> {
          indent();
          xml.writeStartElement(name);
          attributes(attributes);
        });
    depth++;
    content.run();
    depth--;
    write(
        () -> {
          indent();
          xml.writeEndElement();
        });
  }

  /** An element without any in it. */
  void element(String name, Object... attributes) {
    write(
        () -> {
          indent();
          xml.writeEmptyElement(name);
          attributes(attributes);
        });
  }

  /** An element with text in it. */
  void text(String name, String text, Object... attributes) {
    write(
        () -> {
          indent();
          xml.writeStartElement(name);
          attributes(attributes);
          xml.writeCharacters(legal(text));
          xml.writeEndElement();
        });
  }

  private void indent() throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private void attributes(Object... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i].toString(), legal(attributes[i + 1].toString()));
    }
  }

  private interface Writing {
    void write() throws XMLStreamException;
  }

  private static void write(Writing writing) {
    try {
      writing.write();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a document in memory", e);
    }
  }

  /** XML 1.0, section 2.2. */
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().map(c -> isLegal(c) ? c : 0xFFFD).forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
