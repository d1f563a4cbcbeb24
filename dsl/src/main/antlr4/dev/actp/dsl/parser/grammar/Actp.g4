/*
 * The .actp language. Keywords are contextual: `identifier` lists every word that may also be a name.
 *
 * The rules take a little more than the language: operators side by side, comparisons in a row, quantifiers beside
 * `and`. The tree builder refuses those by name, which reads better than an unexpected token. Nothing here is left
 * recursive, so that the token sets of an error can be found by walking the network.
 */
grammar Actp;

file : (policyFile | testFile) EOF ;
expressionOnly : expression EOF ;
clausesOnly : clause* EOF ;

// ---- policies, guardrails, libraries

policyFile : header declaration* ;

header : (POLICY | GUARDRAIL) name VERSION text | LIBRARY name ;

declaration
  : IMPORT text                                                                         # importDeclaration
  | (SESSION | AGENT) field                                                             # fieldDeclaration
  | ACTION name '(' parameters? ')'                                                     # actionDeclaration
  | WINDOW name '=' windowItem (',' windowItem)* IN text                                # windowDeclaration
  | LIST name '=' list                                                                  # listDeclaration
  | CLAUSES name '{' clause* '}'                                                        # clausesDeclaration
  | CAPABILITY names (AS name)? ON patterns '{' clause* '}'                             # capabilityDeclaration
  | FORBID target ON patterns (WHEN expression)?                                        # forbidDeclaration
  | APPROVAL approvers FOR target ON patterns (WHEN expression)? (EXPIRES duration)?    # approvalDeclaration
  | QUOTA amount (OF sum)? period (FOR target ON patterns)? each?                       # quotaDeclaration
  | BREAKER count DENIALS IN duration SUSPENDS duration                                 # breakerDeclaration
  | DECOY patterns                                                                      # decoyDeclaration
  | DELEGATION DEPTH count ATTENUATED?                                                  # delegationDeclaration
  | TOKEN LIFETIME AT MOST duration                                                     # lifetimeDeclaration
  | AUDIT (RETAIN duration (REDACT listOrName)? | REDACT listOrName)                    # auditDeclaration
  | MODE MONITOR UNTIL date                                                             # monitorDeclaration
  | EXPLAIN AGENTS level                                                                # explainDeclaration
  ;

names : name (',' name)* ;
field : name ':' type OPTIONAL? ;
parameters : field (',' field)* (',' ELLIPSIS)? | ELLIPSIS ;
type
  : (LIST | SET) '<' type '>'
  | '{' field (',' field)* '}'
  | identifier
  ;
windowItem : weekday ('-' weekday)? clockRange | dates ;
weekday : identifier ;
clockRange : CLOCK_RANGE ;
dates : DATE_RANGE | DATE ;
date : DATE ;
level : identifier ;
target : ANY ACTION (MATCHING pattern)? | name ;
patterns : pattern (',' pattern)* ;
pattern : STRING ;
approvers : BY (count OF)? text ;

// ---- clauses

clause
  : REQUIRE expression (ELSE text)?                                                     # requireClause
  | LIMIT amount (OPEN RELEASED BY name | (OF sum)? (period | total)) each?             # limitClause
  | APPROVAL approvers (WHEN expression)? (EXPIRES duration)?                           # approvalClause
  | DURING name                                                                         # duringClause
  | AFTER name (ON pattern)? (WITH attribute (',' attribute)*)? (WITHIN duration)?      # afterClause
  | NOT (DURING name | AFTER name (ON pattern)? (WITHIN duration)? | DELEGABLE)         # notClause
  | REVEAL reveal                                                                       # revealClause
  | USE name                                                                            # useClause
  ;

period : PER (CALENDAR unit IN text | duration | unit) ;
total : IN TOTAL ;
unit : IDENTIFIER ;
each : EACH key (',' key)* ;
key : path ;
attribute : path ;
reveal
  : ONLY listOrName
  | ALL BUT listOrName
  | AT MOST count ROWS
  | REDACTED
  ;
listOrName : list | identifier ;

// ---- expressions, from loose to tight

expression : operand ((AND | OR) operand)* ;
operand : (NOT | quantifier)* sum comparator* ;
quantifier : (EVERY | SOME) identifier IN sum ':' ;
comparator
  : operator sum
  | MATCHES pattern
  ;
operator : '==' | '!=' | '<' | '<=' | '>' | '>=' | IN | NOT IN | WITHIN | CONTAINS ;
sum : product (('+' | '-') product)* ;
product : primary ('*' primary)* ;
primary
  : literal                                                                             # constant
  | list                                                                                # listOf
  | '(' expression ')'                                                                  # group
  | identifier '(' (expression (',' expression)*)? ')' selector*                        # call
  | path                                                                                # reference
  ;
list : '[' (expression (',' expression)*)? ']' ;
path : identifier selector* ;
selector : '.' (identifier | reserved) | '[' text ']' ;
literal : TRUE | FALSE | amount | STRING | DURATION | TIMESTAMP ;

// ---- tests

testFile : TESTS FOR text (',' text)* testItem* ;

testItem
  : setting                                                                             # setUp
  | TEST text (REQUIREMENT text)? (FOR table)? '{' step* '}'                            # test
  | NEVER target (ON patterns)? (WHEN expression)?                                      # never
  | ALWAYS APPROVAL approvers FOR target (ON patterns)? (WHEN expression)?              # always
  ;

setting
  : AT timestamp                                                                        # atSetting
  | SESSION name '=' value                                                              # sessionSetting
  | AGENT name '=' value                                                                # agentSetting
  | REQUEST IDENTIFIER '=' text                                                         # requestSetting
  ;

step
  : setting                                                                             # settingStep
  | ADVANCE duration                                                                    # advanceStep
  | (APPROVE | REJECT) BY text OF text                                                  # answerStep
  | REVOKE (CAPABILITY name | AGENT text)                                               # revokeStep
  | DELEGATE names (ON patterns)? TO text (EXPIRES duration)? '{' clause* '}' ('=>' outcome)?
                                                                                        # delegateStep
  | AS text '{' step* '}'                                                               # asStep
  | GIVEN STORE UNAVAILABLE                                                             # givenStep
  | REPEAT count '{' step* '}'                                                          # repeatStep
  | request                                                                             # requestStep
  ;

request : name (ON resource)? record? '=>' outcome (THEN report)? ;
resource : text | identifier ;
report : IDENTIFIER ;

outcome
  : ALLOW (REVEALING reveal (AND reveal)* | WOULD DENY cause?)?                         # allow
  | NEEDS APPROVAL approvers?                                                           # needsApproval
  | DENY cause?                                                                         # deny
  | '(' identifier ')'                                                                  # outcomeVariable
  ;
cause : BECAUSE text | BY causeKind ;
causeKind : identifier ;

table : identifier (',' identifier)* IN '[' row (',' row)* ']' ;
row : '(' cell (',' cell)* ')' ;
cell : outcome | value ;

value
  : literal
  | '[' (value (',' value)*)? ']'
  | record
  | identifier
  ;
record : '{' (member (',' member)*)? '}' ;
member : (name | reserved) ':' value ;

// ---- leaves, named for the sake of messages

name : identifier | STRING ;
text : STRING ;
count : INT ;
amount : '-'? (INT | DECIMAL) CURRENCY? ;
duration : DURATION ;
timestamp : TIMESTAMP ;
reserved : AND | OR | NOT | IN | WITHIN | CONTAINS | MATCHES | EVERY | SOME | TRUE | FALSE ;
identifier
  : IDENTIFIER | CURRENCY
  | ACTION | ADVANCE | AFTER | AGENT | AGENTS | ALL | ALLOW | ALWAYS | ANY | APPROVAL | APPROVE | AS | AT
  | ATTENUATED | AUDIT | BECAUSE | BREAKER | BUT | BY | CALENDAR | CAPABILITY | CLAUSES | DECOY | DELEGABLE
  | DELEGATE | DELEGATION | DENIALS | DENY | DEPTH | DURING | EACH | ELSE | EXPIRES | EXPLAIN | FOR | FORBID
  | GIVEN | GUARDRAIL | IMPORT | LIBRARY | LIFETIME | LIMIT | LIST | MATCHING | MODE | MONITOR | MOST | NEEDS
  | NEVER | OF | ON | ONLY | OPEN | OPTIONAL | PER | POLICY | QUOTA | REDACT | REDACTED | REJECT | RELEASED
  | REPEAT | REQUEST | REQUIRE | REQUIREMENT | RETAIN | REVEAL | REVEALING | REVOKE | ROWS | SESSION | SET
  | STORE | SUSPENDS | TEST | TESTS | THEN | TO | TOKEN | TOTAL | UNAVAILABLE | UNTIL | USE | VERSION | WHEN
  | WINDOW | WITH | WOULD
  ;

// ---- words

ACTION : 'action' ;
ADVANCE : 'advance' ;
AFTER : 'after' ;
AGENT : 'agent' ;
AGENTS : 'agents' ;
ALL : 'all' ;
ALLOW : 'allow' ;
ALWAYS : 'always' ;
AND : 'and' ;
ANY : 'any' ;
APPROVAL : 'approval' ;
APPROVE : 'approve' ;
AS : 'as' ;
AT : 'at' ;
ATTENUATED : 'attenuated' ;
AUDIT : 'audit' ;
BECAUSE : 'because' ;
BREAKER : 'breaker' ;
BUT : 'but' ;
BY : 'by' ;
CALENDAR : 'calendar' ;
CAPABILITY : 'capability' ;
CLAUSES : 'clauses' ;
CONTAINS : 'contains' ;
DECOY : 'decoy' ;
DELEGABLE : 'delegable' ;
DELEGATE : 'delegate' ;
DELEGATION : 'delegation' ;
DENIALS : 'denials' ;
DENY : 'deny' ;
DEPTH : 'depth' ;
DURING : 'during' ;
EACH : 'each' ;
ELSE : 'else' ;
EVERY : 'every' ;
EXPIRES : 'expires' ;
EXPLAIN : 'explain' ;
FALSE : 'false' ;
FOR : 'for' ;
FORBID : 'forbid' ;
GIVEN : 'given' ;
GUARDRAIL : 'guardrail' ;
IMPORT : 'import' ;
IN : 'in' ;
LIBRARY : 'library' ;
LIFETIME : 'lifetime' ;
LIMIT : 'limit' ;
LIST : 'list' ;
MATCHES : 'matches' ;
MATCHING : 'matching' ;
MODE : 'mode' ;
MONITOR : 'monitor' ;
MOST : 'most' ;
NEEDS : 'needs' ;
NEVER : 'never' ;
NOT : 'not' ;
OF : 'of' ;
ON : 'on' ;
ONLY : 'only' ;
OPEN : 'open' ;
OPTIONAL : 'optional' ;
OR : 'or' ;
PER : 'per' ;
POLICY : 'policy' ;
QUOTA : 'quota' ;
REDACT : 'redact' ;
REDACTED : 'redacted' ;
REJECT : 'reject' ;
RELEASED : 'released' ;
REPEAT : 'repeat' ;
REQUEST : 'request' ;
REQUIRE : 'require' ;
REQUIREMENT : 'requirement' ;
RETAIN : 'retain' ;
REVEAL : 'reveal' ;
REVEALING : 'revealing' ;
REVOKE : 'revoke' ;
ROWS : 'rows' ;
SESSION : 'session' ;
SET : 'set' ;
SOME : 'some' ;
STORE : 'store' ;
SUSPENDS : 'suspends' ;
TEST : 'test' ;
TESTS : 'tests' ;
THEN : 'then' ;
TO : 'to' ;
TOKEN : 'token' ;
TOTAL : 'total' ;
TRUE : 'true' ;
UNAVAILABLE : 'unavailable' ;
UNTIL : 'until' ;
USE : 'use' ;
VERSION : 'version' ;
WHEN : 'when' ;
WINDOW : 'window' ;
WITH : 'with' ;
WITHIN : 'within' ;
WOULD : 'would' ;

CURRENCY : [A-Z] [A-Z] [A-Z] ;
IDENTIFIER : [A-Za-z_] [A-Za-z0-9_]* ;

// ---- literals; the longest match wins, so that digits that run on become one BAD_LITERAL

STRING : '"' STRING_PART* '"' ;
INT : NATURAL ;
DECIMAL : NATURAL '.' DIGIT+ ;
DURATION : NATURAL [smhdw] ;
CLOCK_RANGE : CLOCK '-' CLOCK ;
DATE : DAY ;
DATE_RANGE : DAY '..' DAY ;
TIMESTAMP : DAY 'T' CLOCK ':' DIGIT DIGIT ('.' DIGIT+)? ('Z' | [+-] CLOCK) ;

// ---- what is refused, as one token each; nothing is looked at again that was looked at in vain

GROUPED_NUMBER : DIGIT+ (',' DIGIT DIGIT DIGIT)+ (WORD_PART | '.' WORD_PART)* ;
BAD_LITERAL
  : DIGIT (WORD_PART | [.:-] WORD_PART | '..' WORD_PART)*
  | DIGIT+ '-' DIGIT+ '-' DIGIT+ [Tt] (WORD_PART | [.:+-] WORD_PART)*
  ;
BAD_WORD : [A-Za-z0-9_]* OUTSIDE_ASCII WORD_PART* ;
UNTERMINATED_STRING : '"' STRING_PART* '\\'? ;

ELLIPSIS : '...' ;
COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLANKS : [ \t\r\n]+ -> skip ;
STRAY
  : '&&' | '||' | '<>' | '=<' | '->' | '::'
  | '/*' .*? ('*/' | EOF)
  | '\'' ~['"\r\n]* '\'' | '\u201C' ~[\u201C\u201D"\r\n]* '\u201D'
  | .
  ;

fragment STRING_PART : '\\' ~[\r\n] | ~["\\\r\n] ;
fragment WORD_PART : [A-Za-z0-9_] | OUTSIDE_ASCII ;
fragment OUTSIDE_ASCII : [\u0080-\u{10FFFF}] ;
fragment NATURAL : '0' | [1-9] DIGIT* ;
fragment DAY : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT ;
fragment CLOCK : DIGIT DIGIT ':' DIGIT DIGIT ;
fragment DIGIT : [0-9] ;
