package dev.actp.dsl.diagnostic;

/**
 * The kinds of diagnostic. An id is stable and never used again for another kind. The first digit
 * says what is wrong: 0 the text, 1 a name, 2 a type, 3 a check or lint, 4 another notation, 5 a
 * test.
 */
public enum Code {
  NOT_UTF8("ACTP0001", "the file is not UTF-8"),
  BYTE_ORDER_MARK("ACTP0002", "the file starts with a byte order mark"),
  TOO_LARGE("ACTP0003", "the file is over the limit"),
  INVISIBLE_CHARACTER("ACTP0004", "a character that a reader cannot see"),
  NESTED_TOO_DEEP("ACTP0005", "nesting is over the limit"),
  TOO_MANY_ELEMENTS("ACTP0006", "a list is over the limit"),

  STRAY_CHARACTER("ACTP0101", "a character that has no meaning here"),
  UNTERMINATED_STRING("ACTP0102", "a string without its closing quote"),
  INVALID_ESCAPE("ACTP0103", "an escape that does not exist"),
  RUN_ON_LITERAL("ACTP0104", "digits that run on without forming a literal"),
  LEADING_ZERO("ACTP0105", "a number with a leading zero"),
  DIGIT_GROUPS("ACTP0106", "a number with grouped digits"),
  NUMBER_OUT_OF_RANGE("ACTP0107", "a number that its type cannot hold"),
  INVALID_CLOCK_TIME("ACTP0108", "a clock time that does not exist"),
  INVALID_DATE("ACTP0109", "a date that does not exist"),
  UNKNOWN_CURRENCY("ACTP0110", "a currency that does not exist"),
  INVALID_PATTERN("ACTP0111", "a pattern that is malformed"),
  NOT_POSITIVE("ACTP0112", "a count, amount or length that has to be above zero"),
  EMPTY_RANGE("ACTP0113", "a range that is empty or runs backwards"),

  UNEXPECTED("ACTP0201", "something else was expected"),
  MIXED_AND_OR("ACTP0202", "`and` and `or` side by side without parentheses"),
  CHAINED_COMPARISON("ACTP0203", "one comparison after another"),
  MISPLACED_QUANTIFIER("ACTP0204", "`every` or `some` where it would be misread"),
  MISSING_OUTCOME("ACTP0205", "a request in a test without an outcome"),
  MISPLACED_DECLARATION("ACTP0206", "a declaration in the wrong place"),
  DANGLING_DOCUMENTATION("ACTP0207", "documentation that belongs to nothing"),

  TEST_WITHOUT_TIME("ACTP5001", "a test that sets no time"),
  TEST_TIME_GOES_BACK("ACTP5002", "a clock that is set back"),
  TEST_TOO_LONG("ACTP5003", "a test with too many requests"),
  TEST_ROW_MISMATCH("ACTP5004", "a row that does not fit its table"),
  TEST_UNKNOWN_NAME("ACTP5005", "a name that no policy under test and no table knows"),
  TEST_NOT_A_VALUE("ACTP5006", "something else where a test needs a value"),
  TEST_DUPLICATE("ACTP5007", "the same name twice"),
  TEST_NOT_RUNNABLE("ACTP5008", "a step that the test runner does not run yet"),
  TEST_EMPTY_DENIAL("ACTP5009", "a denial that no policy could change"),
  TEST_TARGET("ACTP5010", "a file under test that cannot be tested");

  private final String id;
  private final String title;

  Code(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** Shown in brackets, searched for, and linked from the diagnostics index. */
  public String id() {
    return id;
  }

  /** What it is about, in a few words. */
  public String title() {
    return title;
  }
}
