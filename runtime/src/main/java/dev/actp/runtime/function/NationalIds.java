package dev.actp.runtime.function;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Ids that states give to people, by their written form and, where they have one, their check
 * digit:
 *
 * <ul>
 *   <li>United States: SSN and ITIN, grouped ({@code 123-45-6789}).
 *   <li>United Kingdom: National Insurance number. Canada: SIN, grouped (Luhn).
 *   <li>France: NIR (key of MOD 97). Spain: DNI and NIE (letter). Italy: codice fiscale (letter).
 *   <li>Germany: tax id (ISO 7064 MOD 11,10). Switzerland: AHV number (EAN-13).
 *   <li>India: Aadhaar, grouped (Verhoeff). Brazil: CPF, grouped (two digits). China: resident id
 *       (ISO 7064 MOD 11-2).
 *   <li>Any number of eight to twelve digits within 32 characters behind a word such as {@code
 *       SSN}, {@code tax id}, {@code passport}.
 * </ul>
 */
final class NationalIds {
  /** A form and its check. */
  private record Id(IdShape shape, Predicate<String> check) {
    static Id of(String shape, Predicate<String> check) {
      return new Id(IdShape.of(shape), check);
    }

    boolean startsAt(String text, int start) {
      String id = shape.match(text, start, true);
      return !id.isEmpty() && check.test(id);
    }
  }

  private static final List<Id> DIGITS_FIRST =
      List.of(
          Id.of("999-99-9999", NationalIds::isUnitedStates),
          Id.of("999-999-999", id -> id.charAt(0) != '0' && id.charAt(0) != '8' && Digits.luhn(id)),
          Id.of("9~99~99~99~999~999~99", NationalIds::isFrench),
          Id.of("99999999~A", id -> isSpanish(id)),
          Id.of("99~999~999~999", NationalIds::isGerman),
          Id.of("9999-9999-9999", id -> id.charAt(0) > '1' && Digits.verhoeff(id)),
          Id.of("999-999-999-99", NationalIds::isBrazilian),
          Id.of("999~9999~9999~99", NationalIds::isSwiss),
          Id.of("99999999999999999X", NationalIds::isChinese));

  private static final List<Id> LETTERS_FIRST =
      List.of(
          Id.of("AA~99~99~99~A", NationalIds::isBritish),
          Id.of("A~9999999~A", NationalIds::isSpanishForeigner),
          Id.of("AAA~AAA~XXAXX~AXXXA", ItalianTaxCode::isChecked));

  private static final List<String> LABELS =
      List.of(
          "ssn",
          "itin",
          "social security",
          "tax id",
          "tax_id",
          "taxid",
          "tax number",
          "national id",
          "national_id",
          "nationalid",
          "passport",
          "driver licen",
          "driver's licen",
          "drivers licen",
          "driving licen");

  private static final int LABEL_REACH = 32;
  private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

  private NationalIds() {}

  static boolean in(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (IdShape.isStart(text, i) && startsAt(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(String text, int start) {
    boolean digit = Digits.isDigit(text.charAt(start));
    for (Id id : digit ? DIGITS_FIRST : LETTERS_FIRST) {
      if (id.startsAt(text, start)) {
        return true;
      }
    }
    return digit && isLabelled(text, start);
  }

  private static boolean isLabelled(String text, int start) {
    int end = start;
    while (end < text.length() && Digits.isDigit(text.charAt(end)) && end - start <= 12) {
      end++;
    }
    if (end - start < 8 || end - start > 12) {
      return false;
    }
    String before =
        text.substring(Math.max(0, start - LABEL_REACH), start).toLowerCase(Locale.ROOT);
    return LABELS.stream().anyMatch(before::contains);
  }

  private static boolean isUnitedStates(String id) {
    int area = Integer.parseInt(id.substring(0, 3));
    int group = Integer.parseInt(id.substring(3, 5));
    if (area == 0 || area == 666 || id.endsWith("0000")) {
      return false;
    }
    boolean individual =
        (group >= 50 && group <= 65) || (group >= 70 && group <= 99 && group != 89 && group != 93);
    return area < 900 ? group != 0 : individual;
  }

  private static boolean isBritish(String id) {
    String prefix = id.substring(0, 2);
    boolean letters = "DFIQUV".indexOf(id.charAt(0)) < 0 && "DFIOQUV".indexOf(id.charAt(1)) < 0;
    boolean used = !List.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ").contains(prefix);
    return letters && used && id.charAt(8) <= 'D';
  }

  private static boolean isFrench(String id) {
    int month = Integer.parseInt(id.substring(3, 5));
    boolean dated = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
    long number = Long.parseLong(id.substring(0, 13));
    boolean sexed = "123478".indexOf(id.charAt(0)) >= 0;
    return sexed && dated && 97 - number % 97 == Integer.parseInt(id.substring(13));
  }

  private static boolean isSpanish(String id) {
    return SPANISH_LETTERS.charAt(Integer.parseInt(id.substring(0, 8)) % 23) == id.charAt(8);
  }

  private static boolean isSpanishForeigner(String id) {
    int first = "XYZ".indexOf(id.charAt(0));
    return first >= 0 && isSpanish(first + id.substring(1));
  }

  /** One digit of the first ten occurs two or three times, the others once. */
  private static boolean isGerman(String id) {
    long distinct = id.chars().limit(10).distinct().count();
    return id.charAt(0) != '0' && (distinct == 9 || distinct == 8) && Digits.mod11And10(id);
  }

  private static boolean isBrazilian(String id) {
    int first = Digits.weighted(id, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    int second = Digits.weighted(id, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    boolean varied = id.chars().distinct().count() > 1;
    return varied && first == id.charAt(9) - '0' && second == id.charAt(10) - '0';
  }

  private static boolean isSwiss(String id) {
    int sum = Digits.weighted(id, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3);
    return id.startsWith("756") && (10 - sum % 10) % 10 == id.charAt(12) - '0';
  }

  private static boolean isChinese(String id) {
    int month = Integer.parseInt(id.substring(10, 12));
    int day = Integer.parseInt(id.substring(12, 14));
    boolean dated =
        (id.startsWith("19", 6) || id.startsWith("20", 6))
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= 31;
    int sum = Digits.weighted(id, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
    return dated && "10X98765432".charAt(sum % 11) == id.charAt(17);
  }
}
