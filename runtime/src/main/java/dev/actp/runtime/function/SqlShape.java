package dev.actp.runtime.function;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a syntax tree that are understood: for each class of the parser, the fields that may
 * say something. A class that is not here, or a field that is not here and says something, puts the
 * statement in doubt. So whatever the parser learns to read in a later version is refused until
 * somebody has thought about it.
 */
final class SqlShape {
  private static final String PACKAGE = "net.sf.jsqlparser.";

  /**
   * By the class's name behind the parser's package: its fields. Super-classes have lines of their
   * own.
   */
  private static final Map<String, Set<String>> FIELDS =
      parse(
          """
          statement.select.Select: withItemsList limit offset fetch orderByElements
          statement.select.PlainSelect: distinct selectItems fromItem joins where groupBy having qualify top windowDefinitions
          statement.select.ParenthesedSelect: alias select
          statement.select.LateralSubSelect: prefix
          statement.select.ParenthesedFromItem: fromItem joins alias
          statement.select.SetOperationList: selects operations orderByElements
          statement.select.SetOperation: modifier type
          statement.select.UnionOp:
          statement.select.ExceptOp:
          statement.select.IntersectOp:
          statement.select.MinusOp:
          statement.select.Values: expressions alias
          statement.select.TableStatement: table
          statement.select.WithItem: statement alias withItemList recursive usingNot materialized
          statement.select.Distinct: onSelectItems
          statement.select.SelectItem: expression alias
          statement.select.AllColumns:
          statement.select.AllTableColumns: table
          statement.select.Join: onExpressions usingColumns outer right left natural full inner simple cross fromItem
          statement.select.GroupByElement: groupByExpressions groupingSets
          statement.select.OrderByElement: expression asc ascDescPresent nullOrdering
          statement.select.Limit: rowCount offset
          statement.select.Offset: offsetExpression offsetParam
          statement.select.Fetch: fetchParameters expression isFetchParamFirst
          statement.select.Top: hasParenthesis isPercentage isWithTies expression
          statement.insert.Insert: table columns select onlyDefaultValues withItemsList setUpdateSets returningClause
          statement.insert.ParenthesedInsert: alias insert
          statement.update.Update: withItemsList table where updateSets fromItem joins startJoins orderByElements limit returningClause
          statement.update.ParenthesedUpdate: alias update
          statement.update.UpdateSet: columns values
          statement.delete.Delete: withItemsList table tables usingFromItemList joins where orderByElements limit hasFrom returningClause
          statement.delete.ParenthesedDelete: alias delete
          statement.ReturningClause: keyword
          schema.Table: partItems alias
          schema.Column: table columnName tableDelimiter
          expression.Alias: name useAs aliasColumns
          expression.Alias$AliasColumn: name colDataType
          expression.AliasedExpression: expression alias
          expression.AnalyticExpression: name expression offset defaultValue allColumns type distinct filterExpression \
          funcOrderBy windowName windowDef nullHandling ignoreNullsOutside
          expression.AllValue:
          expression.AnyComparisonExpression: select anyType
          expression.BinaryExpression: leftExpression rightExpression
          expression.BooleanValue: value
          expression.CaseExpression: usingBrackets switchExpression whenClauses elseExpression
          expression.WhenClause: whenExpression thenExpression
          expression.CastExpression: keyword leftExpression colDataType isImplicitCast
          expression.CollateExpression: leftExpression collate
          expression.DateTimeLiteralExpression: value type
          expression.DateUnitExpression: type
          expression.DateValue: value
          expression.DoubleValue: value stringValue
          expression.ExtractExpression: name expression
          expression.Function: nameparts parameters namedParameters distinct orderByElements nullHandling ignoreNullsOutside
          expression.IntervalExpression: intervalKeyword parameter intervalType intervalQualifier expression
          expression.IntervalQualifier: leadingField leadingFieldPrecision trailingField fractionalSecondsPrecision
          expression.JdbcNamedParameter: parameterCharacter name
          expression.JdbcParameter: parameterCharacter index useFixedIndex
          expression.JsonExpression: idents expr
          expression.LongValue: stringValue
          expression.MySQLGroupConcat: expressionList distinct orderByElements separator
          expression.NotExpression: expression
          expression.NullValue:
          expression.OrderByClause: orderByElements
          expression.OverlapsCondition: left right
          expression.Parenthesis:
          expression.PartitionByClause: brackets
          expression.RowConstructor: name
          expression.SignedExpression: sign expression
          expression.StringValue: value quoteStr
          expression.TimeKeyExpression: stringValue
          expression.TimeValue: value
          expression.TimestampValue: value rawValue
          expression.TimezoneExpression: timezoneExpressions leftExpression
          expression.TrimFunction: trimSpecification expression fromExpression isUsingFromKeyword
          expression.WindowDefinition: orderBy partitionBy windowElement windowName
          expression.WindowElement: type offset range exclusion
          expression.WindowOffset: expression type
          expression.WindowRange: start end
          expression.operators.arithmetic.Addition:
          expression.operators.arithmetic.BitwiseAnd:
          expression.operators.arithmetic.BitwiseLeftShift:
          expression.operators.arithmetic.BitwiseOr:
          expression.operators.arithmetic.BitwiseRightShift:
          expression.operators.arithmetic.BitwiseXor:
          expression.operators.arithmetic.Concat:
          expression.operators.arithmetic.Division:
          expression.operators.arithmetic.IntegerDivision:
          expression.operators.arithmetic.Modulo:
          expression.operators.arithmetic.Multiplication:
          expression.operators.arithmetic.Subtraction:
          expression.operators.conditional.AndExpression: useOperator
          expression.operators.conditional.OrExpression:
          expression.operators.conditional.XorExpression:
          expression.operators.relational.Between: leftExpression not betweenExpressionStart betweenExpressionEnd \
          usingSymmetric usingAsymmetric
          expression.operators.relational.ComparisonOperator: operator
          expression.operators.relational.OldOracleJoinBinaryExpression:
          expression.operators.relational.EqualsTo:
          expression.operators.relational.ExistsExpression: rightExpression not
          expression.operators.relational.ExpressionList:
          expression.operators.relational.GreaterThan:
          expression.operators.relational.GreaterThanEquals:
          expression.operators.relational.InExpression: leftExpression not rightExpression
          expression.operators.relational.IsBooleanExpression: leftExpression not isTrue
          expression.operators.relational.IsDistinctExpression: not
          expression.operators.relational.IsNullExpression: leftExpression not useIsNull useNotNull
          expression.operators.relational.IsUnknownExpression: leftExpression isNot
          expression.operators.relational.LikeExpression: not escapeExpression likeKeyWord
          expression.operators.relational.MinorThan:
          expression.operators.relational.MinorThanEquals:
          expression.operators.relational.NamedExpressionList: names
          expression.operators.relational.NotEqualsTo:
          expression.operators.relational.ParenthesedExpressionList:
          expression.operators.relational.RegExpMatchOperator: operatorType
          expression.operators.relational.SimilarToExpression: not escape
          statement.create.table.ColDataType: dataType argumentsStringList precision scale
          """);

  private SqlShape() {}

  private static Map<String, Set<String>> parse(String table) {
    Map<String, Set<String>> fields = new HashMap<>();
    table
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              String names = line.substring(colon + 1).strip();
              Set<String> known = names.isEmpty() ? Set.of() : Set.of(names.split("\\s+"));
              fields.put(PACKAGE + line.substring(0, colon), known);
            });
    return Map.copyOf(fields);
  }

  /** The whole table. */
  static Map<String, Set<String>> lines() {
    return FIELDS;
  }

  /** Whether a class of the parser is understood. */
  static boolean knows(Class<?> type) {
    return FIELDS.containsKey(type.getName());
  }

  /** Whether a field of such a class may say something. */
  static boolean allows(Class<?> type, String field) {
    return FIELDS.getOrDefault(type.getName(), Set.of()).contains(field);
  }

  /** Whether an object is a part of the parser's tree, known or not. */
  static boolean isNode(Object object) {
    return object.getClass().getName().startsWith(PACKAGE);
  }
}
