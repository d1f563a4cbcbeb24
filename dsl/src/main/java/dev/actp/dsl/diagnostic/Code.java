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

  IMPORT_MISSING("ACTP1001", "an import of a file that does not exist"),
  IMPORT_CYCLE("ACTP1002", "files that import one another"),
  IMPORT_ESCAPES("ACTP1003", "an import from outside the policy root"),
  IMPORT_NOT_LIBRARY("ACTP1004", "an import of a file that is not a library"),
  TOO_MANY_IMPORTS("ACTP1005", "too many libraries"),
  UNREADABLE("ACTP1006", "a file that cannot be read"),

  DUPLICATE_NAME("ACTP1101", "a name that is declared twice"),
  DUPLICATE_CLAUSE("ACTP1102", "a clause or rule that stands twice"),
  SHARED_COUNTER("ACTP1103", "two limits that count the same"),
  NOT_IN_THIS_FILE("ACTP1104", "a declaration that this kind of file cannot hold"),
  RESERVED_NAME("ACTP1105", "a name that means something else already"),
  AMBIGUOUS_NAME("ACTP1106", "a name that could mean two things"),
  CLAUSES_CYCLE("ACTP1107", "clause sets that use one another"),
  UNFIT_NAME("ACTP1108", "a name that is empty or too long"),

  UNKNOWN_ACTION("ACTP1201", "an action that nothing declares or grants"),
  UNKNOWN_ATTRIBUTE("ACTP1202", "an attribute that the action does not have"),
  UNLISTED_ATTRIBUTE("ACTP1203", "an attribute that an open action does not list"),
  UNKNOWN_SESSION_VALUE("ACTP1204", "a session value that is not declared"),
  UNKNOWN_AGENT_VALUE("ACTP1205", "an agent value that is not declared"),
  UNKNOWN_WINDOW("ACTP1206", "a window that is not declared"),
  UNKNOWN_LIST("ACTP1207", "a list that is not declared"),
  UNKNOWN_CLAUSES("ACTP1208", "a clause set that is not declared"),
  UNKNOWN_FUNCTION("ACTP1209", "a function that does not exist"),
  UNKNOWN_TYPE("ACTP1210", "a type that does not exist"),
  UNKNOWN_MEMBER("ACTP1211", "a member that does not exist"),
  UNKNOWN_ZONE("ACTP1212", "a time zone that does not exist"),

  UNLIKE_TYPES("ACTP2001", "types that cannot be compared"),
  NOT_A_CONDITION("ACTP2002", "an expression that is neither true nor false"),
  NOT_ORDERED("ACTP2003", "an order between things that have none"),
  NOT_A_COLLECTION("ACTP2004", "a list or set was expected"),
  NO_ARITHMETIC("ACTP2005", "types that cannot be added or multiplied"),
  NO_CONSTANT_FACTOR("ACTP2006", "a product of two variables"),
  NOT_A_QUANTITY("ACTP2007", "a budget of something that has no sum"),
  NOT_A_VALUE("ACTP2008", "a root that is no value by itself"),
  NOT_CONSTANT("ACTP2009", "a constant was expected"),
  ARGUMENT_COUNT("ACTP2101", "too few or too many arguments"),
  WRONG_ARGUMENT("ACTP2102", "an argument of another type"),
  NOT_LITERAL("ACTP2103", "an argument that has to be written out"),
  INVALID_LITERAL("ACTP2104", "a text that is not what it has to be"),
  SUM_PLACE("ACTP2105", "`sum` where it cannot stand"),
  UNGUARDED("ACTP2201", "an attribute that may be absent"),
  DISAGREEING_TYPES("ACTP2202", "an attribute with two types"),
  NEEDS_DECLARATION("ACTP2203", "an attribute whose type has to be declared"),
  PLACEHOLDER_TYPE("ACTP2204", "a value that cannot fill a pattern"),

  TOO_MANY_CLAUSES("ACTP3001", "too many clauses"),
  OUT_OF_RANGE("ACTP3002", "a number or length that is too large here"),
  QUOTA_NEEDS_ACTION("ACTP3003", "a guardrail's quota of an attribute without its action"),
  UPPER_BOUND_ONLY("ACTP3101", "a number that is bounded above only"),
  THRESHOLD_WITHOUT_BUDGET("ACTP3102", "an approval threshold without a budget"),
  KEY_BY_CALLER("ACTP3103", "a counter whose key the caller chooses"),
  CONTRADICTION("ACTP3104", "conditions that cannot hold together"),
  COVERED_BY_FORBID("ACTP3105", "a capability that a prohibition covers whole"),
  UNUSED("ACTP3106", "a declaration that nothing uses"),
  SUFFIX_LOOKALIKE("ACTP3107", "a glob that takes look-alike domains"),
  OVERLAP("ACTP3108", "two capabilities for one request"),
  THRESHOLD_OUT_OF_REACH("ACTP3109", "an approval that is never asked for"),
  AFTER_UNGRANTED("ACTP3110", "an earlier action that nothing grants"),
  LIMIT_NEVER_REACHED("ACTP3111", "a limit that another one makes needless"),
  NEVER_MATCHES("ACTP3112", "a pattern that no resource can match"),
  UNUSED_VARIABLE("ACTP3113", "a quantifier whose body does not use its variable"),
  NEVER_EQUAL("ACTP3114", "a comparison with a text that a function never gives"),
  SILENCES_NOTHING("ACTP3115", "a comment that silences no warning"),
  MIXED_CURRENCIES("ACTP3116", "one amount in two currencies"),
  NO_TIME_LEFT("ACTP3117", "windows that leave no time"),
  OVER("ACTP3118", "dates that are over, or too far away"),
  UNDECLARED_ACTION("ACTP3119", "a granted action that is not declared"),

  UNREADABLE_DOCUMENT("ACTP4001", "a document that is not read"),
  UNTRANSLATABLE("ACTP4002", "something that has no translation"),
  INEXACT_TRANSLATION("ACTP4003", "a translation that says something else or less"),

  TEST_WITHOUT_TIME("ACTP5001", "a test that sets no time"),
  TEST_TIME_GOES_BACK("ACTP5002", "a clock that is set back"),
  TEST_TOO_LONG("ACTP5003", "a test with too many requests"),
  TEST_ROW_MISMATCH("ACTP5004", "a row that does not fit its table"),
  TEST_UNKNOWN_NAME("ACTP5005", "a name that no policy under test and no table knows"),
  TEST_NOT_A_VALUE("ACTP5006", "something else where a test needs a value"),
  TEST_DUPLICATE("ACTP5007", "the same name twice"),
  TEST_NOT_RUNNABLE("ACTP5008", "a step that cannot be run"),
  TEST_EMPTY_DENIAL("ACTP5009", "a denial that no policy could change"),
  TEST_TARGET("ACTP5010", "a file under test that cannot be tested"),
  NOT_ATTENUABLE("ACTP5011", "a clause that a token cannot add");

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
