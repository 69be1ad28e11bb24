import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eachNode, isNode, parseSource, type SyntaxNode } from '../mutation/syntax.ts'
import { PACKAGES, shortPath } from '../paths.ts'

/** An error text of the sources: `err(…)` or `new CommandError(…)`. */
export interface Refusal {
  /** What a client is told; `…` for what varies. */
  readonly text: string
  readonly file: string
  readonly pattern: RegExp
}

const REFUSING: readonly string[] = ['commands', 'scripting', 'server', 'embedded']

/** Every refusal whose text stands in the sources, or a part of it. */
export function allRefusals(): Refusal[] {
  return REFUSING.flatMap((name) => {
    const folder = join(PACKAGES, name, 'src')
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .sort()
      .flatMap((file) => refusalsIn(join(folder, file)))
  })
}

function refusalsIn(path: string): Refusal[] {
  const found: Refusal[] = []
  const source = readFileSync(path, 'utf8')
  if (!/\berr\(|new CommandError\(/.test(source)) return []
  eachNode(parseSource(source), (node) => {
    const parts = textOf(node)
    if (parts === undefined || !parts.some((part) => / [a-z]/i.test(part))) return
    found.push({ text: parts.join('…'), file: shortPath(path), pattern: patternOf(parts) })
  })
  return found
}

/** The fixed parts of what `err(text)` or `new CommandError(code, text)` tells. */
function textOf({ type, callee, arguments: given }: SyntaxNode): readonly string[] | undefined {
  if (!isNode(callee) || !Array.isArray(given)) return undefined
  const [first, second] = given.filter(isNode).map(partsOf)
  if (type === 'CallExpression' && nameOf(callee) === 'err') return first && joined(['ERR '], first)
  if (type !== 'NewExpression' || nameOf(callee) !== 'CommandError') return undefined
  return first && second && joined(joined(first, [' ']), second)
}

/** A text is one part, a template several, anything else two with nothing in them. */
function partsOf({ type, value, quasis }: SyntaxNode): readonly string[] {
  if (type === 'Literal' && typeof value === 'string') return [value]
  if (type !== 'TemplateLiteral' || !Array.isArray(quasis)) return ['', '']
  return quasis.map(({ value }: { value: { cooked: string } }) => value.cooked)
}

function joined(left: readonly string[], right: readonly string[]): string[] {
  return [...left.slice(0, -1), `${left.at(-1)}${right[0]}`, ...right.slice(1)]
}

function patternOf(parts: readonly string[]): RegExp {
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${escaped.join('.*')}$`, 's')
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : ''
}
