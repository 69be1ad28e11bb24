import { parseAst } from 'rolldown/parseAst'

/** A node of ESTree, as far as all are alike. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** A node's way up, the nearest first. */
export type Ancestors = readonly SyntaxNode[]

export function parseSource(source: string): SyntaxNode {
  return parseAst(source, { lang: 'ts' }) as unknown as SyntaxNode
}

/** Visits what runs: types and imports are left out. */
export function eachNode(
  node: SyntaxNode,
  visit: (node: SyntaxNode, ancestors: Ancestors) => void,
  ancestors: Ancestors = [],
): void {
  visit(node, ancestors)
  const way = [node, ...ancestors]
  for (const child of childrenOf(node)) {
    if (isCode(child)) eachNode(child, visit, way)
  }
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node).flatMap((value) =>
    (Array.isArray(value) ? value : [value]).filter(isNode),
  )
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** What is left when types have been taken away. */
const TYPED_EXPRESSIONS: readonly string[] = [
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
]

function isCode({ type }: SyntaxNode): boolean {
  if (type.startsWith('TS')) return TYPED_EXPRESSIONS.includes(type)
  return type !== 'ImportDeclaration' && type !== 'ExportAllDeclaration'
}
