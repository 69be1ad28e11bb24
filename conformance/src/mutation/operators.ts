import { type Ancestors, eachNode, isNode, parseSource, type SyntaxNode } from './syntax.ts'

/** Characters of a source, and what replaces them. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** One small fault that can be planted in a source. */
export interface Change extends Edit {
  /** What kind of fault it is. */
  readonly operator: string
}

type Operator = (node: SyntaxNode, ancestors: Ancestors, source: string) => Edit[]

/** Every fault that the operators can plant in a source, in the order of the source. */
export function changesOf(source: string): Change[] {
  const changes: Change[] = []
  eachNode(parseSource(source), (node, ancestors) => {
    for (const [operator, apply] of Object.entries(OPERATORS)) {
      for (const change of apply(node, ancestors, source)) changes.push({ operator, ...change })
    }
  })
  return changes
}

const BOUNDARIES: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }
const EQUALITIES: Readonly<Record<string, string>> = { '===': '!==', '!==': '===' }
const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '**': '*',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
  '&': '|',
  '|': '&',
  '^': '&',
}
const LOGICAL: Readonly<Record<string, string>> = { '&&': '||', '||': '&&', '??': '&&' }
const ASSIGNMENTS: Readonly<Record<string, string>> = {
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '/=': '*=',
  '<<=': '>>=',
  '>>=': '<<=',
  '>>>=': '<<=',
  '&=': '|=',
  '|=': '&=',
  '^=': '&=',
}
const EXTREMES: Readonly<Record<string, string>> = {
  'Math.min': 'Math.max',
  'Math.max': 'Math.min',
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  'relational boundary': (node, _, source) => swapped(node, BOUNDARIES, source),
  'negated equality': (node, _, source) => swapped(node, EQUALITIES, source),
  'arithmetic operator': (node, _, source) =>
    isTextual(node) ? [] : swapped(node, ARITHMETIC, source),
  'logical operator': (node, _, source) => swapped(node, LOGICAL, source),
  'assignment operator': (node, _, source) => swapped(node, ASSIGNMENTS, source),
  'step the other way': stepReversed,
  'negated condition': conditionNegated,
  'condition that always holds': (node, _, source) => conditionFixed(node, 'true', source),
  'condition that never holds': (node, _, source) => conditionFixed(node, 'false', source),
  'sign or negation dropped': unaryDropped,
  'minimum for maximum': extremeSwapped,
  'number one more': (node) => numberMoved(node, 1),
  'number one less': (node) => numberMoved(node, -1),
  'boolean literal': booleanFlipped,
  'empty string': stringEmptied,
  'empty array': arrayEmptied,
  'statement dropped': statementDropped,
  'early return': returnedEarly,
}

/** A binary operator, which stands between its operands, replaced by its partner. */
function swapped(
  node: SyntaxNode,
  partners: Readonly<Record<string, string>>,
  source: string,
): Edit[] {
  const { operator, left, right } = node
  if (typeof operator !== 'string' || !isNode(left) || !isNode(right)) return []
  const partner = Object.hasOwn(partners, operator) ? partners[operator] : undefined
  if (partner === undefined) return []
  const start = source.indexOf(operator, left.end)
  // `a ?? b` may not stand beside `&&` without parentheses.
  if (node.type === 'LogicalExpression') {
    const [a, b] = [textOf(left, source), textOf(right, source)]
    return [{ start: node.start, end: node.end, text: `((${a}) ${partner} (${b}))` }]
  }
  return [{ start, end: start + operator.length, text: partner }]
}

/** Texts are only put together. */
function isTextual({ left, right }: SyntaxNode): boolean {
  return [left, right].some(
    (side) =>
      isNode(side) &&
      (side.type === 'TemplateLiteral' ||
        (side.type === 'Literal' && typeof side.value === 'string')),
  )
}

function stepReversed(node: SyntaxNode, _: Ancestors, source: string): Edit[] {
  if (node.type !== 'UpdateExpression') return []
  const text = textOf(node, source)
  const reversed = text.includes('++') ? text.replace('++', '--') : text.replace('--', '++')
  return [{ start: node.start, end: node.end, text: reversed }]
}

const CONDITIONAL: readonly string[] = ['IfStatement', 'ConditionalExpression', 'WhileStatement']

function conditionNegated(node: SyntaxNode, _: Ancestors, source: string): Edit[] {
  const { test } = node
  if (!CONDITIONAL.includes(node.type) || !isNode(test)) return []
  return [{ start: test.start, end: test.end, text: `!(${textOf(test, source)})` }]
}

/** Loops are left out: one that always goes on tells nothing, one that never does is a statement dropped. */
function conditionFixed(node: SyntaxNode, text: string, source: string): Edit[] {
  const { test } = node
  if (!isNode(test) || node.type === 'WhileStatement' || !CONDITIONAL.includes(node.type)) return []
  return textOf(test, source) === text ? [] : [{ start: test.start, end: test.end, text }]
}

function unaryDropped(node: SyntaxNode, _: Ancestors, source: string): Edit[] {
  const { argument, operator } = node
  if (node.type !== 'UnaryExpression' || !isNode(argument)) return []
  if (operator !== '!' && operator !== '-') return []
  return [{ start: node.start, end: node.end, text: textOf(argument, source) }]
}

function extremeSwapped(node: SyntaxNode, _: Ancestors, source: string): Edit[] {
  if (node.type !== 'MemberExpression') return []
  const text = EXTREMES[textOf(node, source)]
  return text === undefined ? [] : [{ start: node.start, end: node.end, text }]
}

function numberMoved(node: SyntaxNode, by: 1 | -1): Edit[] {
  const { value, bigint } = node
  if (node.type !== 'Literal') return []
  if (typeof bigint === 'string') {
    return [{ start: node.start, end: node.end, text: `(${BigInt(bigint) + BigInt(by)}n)` }]
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value + by)) return []
  return [{ start: node.start, end: node.end, text: `(${value + by})` }]
}

function booleanFlipped(node: SyntaxNode): Edit[] {
  const { value } = node
  if (node.type !== 'Literal' || typeof value !== 'boolean') return []
  return [{ start: node.start, end: node.end, text: String(!value) }]
}

function stringEmptied(node: SyntaxNode, [parent]: Ancestors): Edit[] {
  const { value } = node
  if (node.type !== 'Literal' || typeof value !== 'string' || value === '') return []
  const isName =
    parent?.type.startsWith('Export') ||
    (parent?.key === node && parent.computed === false) ||
    parent?.type === 'ImportExpression'
  return isName ? [] : [{ start: node.start, end: node.end, text: "''" }]
}

function arrayEmptied(node: SyntaxNode): Edit[] {
  const { elements } = node
  if (node.type !== 'ArrayExpression' || !Array.isArray(elements) || elements.length === 0) {
    return []
  }
  return [{ start: node.start, end: node.end, text: '[]' }]
}

/** A call or an assignment. */
function statementDropped(node: SyntaxNode, _: Ancestors, source: string): Edit[] {
  if (node.type !== 'ExpressionStatement') return []
  const isNeeded = textOf(node, source).startsWith('super(')
  return isNeeded ? [] : [{ start: node.start, end: node.end, text: ';' }]
}

const FUNCTIONS: readonly string[] = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]

/** Before its second statement or any later one; a function of one statement has none. */
function returnedEarly(node: SyntaxNode, [parent]: Ancestors): Edit[] {
  const { body } = node
  if (node.type !== 'BlockStatement' || !Array.isArray(body)) return []
  if (parent === undefined || !FUNCTIONS.includes(parent.type)) return []
  return body
    .slice(1)
    .filter(isNode)
    .filter(({ type }) => type !== 'ReturnStatement' && type !== 'FunctionDeclaration')
    .map(({ start }) => ({ start, end: start, text: 'return; ' }))
}

function textOf({ start, end }: SyntaxNode, source: string): string {
  return source.slice(start, end)
}
