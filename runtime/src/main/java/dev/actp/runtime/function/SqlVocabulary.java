package dev.actp.runtime.function;

import java.util.Set;

/** The words of SQL that matter to whether a statement only reads. All in lower case. */
final class SqlVocabulary {
  /**
   * Functions that common dialects build in, that compute from their arguments alone (or the
   * clock), and that write, lock, wait, sleep and reach nothing. A function of a schema's own that
   * takes the place of one of these is beyond what the text can tell.
   */
  private static final Set<String> FUNCTIONS =
      words(
          """
          abs age any_value array_agg ascii avg bool_and bool_or btrim ceil ceiling char_length character_length coalesce
          concat concat_ws corr count covar_pop covar_samp cube cume_dist current_date current_time current_timestamp date
          date_add date_format date_part date_sub date_trunc dateadd datediff datepart day dayofmonth dayofweek dayofyear
          dense_rank every exp extract first_value floor getdate greatest group_concat grouping hour ifnull initcap instr
          isnull lag last_day last_value lead least left len length listagg ln localtime localtimestamp log log10 log2
          lower ltrim max median min minute mod month nth_value ntile now nullif nvl octet_length percent_rank
          percentile_cont percentile_disc position pow power quarter radians rank regr_slope replace reverse right rollup round
          row_number rtrim second sign split_part sqrt stddev stddev_pop stddev_samp strftime string_agg strpos substr
          substring sum timestampdiff to_char to_date to_number to_timestamp trim trunc upper var_pop var_samp variance
          week weekday year
          """);

  /** Types that a cast may name: none whose input function looks anything up. */
  private static final Set<String> TYPES =
      words(
          """
          bigint bool boolean char character date datetime dec decimal double float float4 float8 int int2 int4 int8
          integer interval json jsonb money nchar number numeric nvarchar real signed smallint string text time timestamp
          timestamptz timetz tinyint unsigned uuid varchar varchar2
          """);

  /**
   * Words that begin a statement, or make a query write. Some dialects need no semicolon between
   * statements, and read {@code SELECT 1 SHUTDOWN} as two where others read an alias: a query that
   * holds one of them unquoted is in doubt.
   */
  private static final Set<String> STATEMENTS =
      words(
          """
          alter analyse attach backup begin break bulk call checkpoint cluster commit continue copy create dbcc deallocate
          declare delete deny detach discard do drop dumpfile exec execute explain goto grant handler import insert into
          kill listen load lock merge notify outfile pragma prepare print procedure raiserror receive reconfigure refresh
          reindex restore return revert revoke rollback save savepoint setuser shutdown throw truncate unlisten update
          updatetext upsert vacuum waitfor while writetext
          """);

  private SqlVocabulary() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  static boolean isPure(String function) {
    return FUNCTIONS.contains(function);
  }

  static boolean isPlainType(String type) {
    return TYPES.contains(type);
  }

  static boolean mayBeginStatement(String word) {
    return STATEMENTS.contains(word);
  }
}
