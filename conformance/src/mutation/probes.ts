import { eachNode, isNode, parseSource, type SyntaxNode } from './syntax.ts'

/** Where running code can tell that it has come by: before a statement, or around the expression that a function is. */
interface Place {
  readonly start: number
  readonly end: number
  readonly isExpression: boolean
}

/** What is to be told where the code at an offset runs. */
export interface Probe {
  readonly id: number
  readonly at: number
}

/** A source that notes which probes' places it has come by; and those that it cannot note: what runs at the import. */
export interface Probed {
  readonly source: string
  readonly always: readonly number[]
}

declare global {
  /** The probes that were come by since it was last looked at, where anybody wants to know. */
  var comeBy: Set<number> | undefined
}

/** Each probe's place is the smallest statement of a block that its offset is in. It may run though the very spot does not. */
export function plantProbes(source: string, probes: readonly Probe[]): Probed {
  const places = placesOf(source)
  const always: number[] = []
  const insertions: { at: number; text: string }[] = []
  for (const { id, at } of probes) {
    const place = places.findLast(({ start, end }) => start <= at && at < end)
    const note = `globalThis.comeBy?.add(${id})`
    if (place === undefined) always.push(id)
    else if (!place.isExpression) insertions.push({ at: place.start, text: `${note};` })
    else insertions.push({ at: place.start, text: `(${note},` }, { at: place.end, text: ')' })
  }
  let planted = source
  for (const { at, text } of insertions.sort((a, b) => b.at - a.at)) {
    planted = planted.slice(0, at) + text + planted.slice(at)
  }
  return { source: planted, always }
}

/** From the outermost to the innermost, as they are visited. */
function placesOf(source: string): Place[] {
  const places: Place[] = []
  eachNode(parseSource(source), (node) => {
    for (const { start, end } of statementsOf(node))
      places.push({ start, end, isExpression: false })
    const { body } = node
    if (node.type === 'ArrowFunctionExpression' && isNode(body) && body.type !== 'BlockStatement') {
      places.push({ start: body.start, end: body.end, isExpression: true })
    }
  })
  return places
}

/** The statements of a block; those of the module run once, when nobody looks yet. */
function statementsOf(node: SyntaxNode): SyntaxNode[] {
  const { type, body, consequent } = node
  const statements = type === 'SwitchCase' ? consequent : type === 'BlockStatement' ? body : []
  return Array.isArray(statements) ? statements.filter(isNode) : []
}
