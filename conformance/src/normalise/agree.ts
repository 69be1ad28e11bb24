import { isAggregate, type Reply, textOf } from '../reply.ts'
import { printReply } from '../transcript/print.ts'

/** Whether two replies may count as the same. Errors are not shown to it by `ReplyComparison`. */
export type Agree = (a: Reply, b: Reply) => boolean

/** The same elements in any order. */
export function unordered(a: Reply, b: Reply): boolean {
  if (!isAggregate(a) || !isAggregate(b) || a.type !== b.type)
    return printReply(a) === printReply(b)
  return sameTexts(
    pieces(a.items, a.type === 'map' ? 2 : 1),
    pieces(b.items, b.type === 'map' ? 2 : 1),
  )
}

/** The same elements in any order; or, where LIMIT has cut them, as many. */
export function unorderedOrCut(a: Reply, b: Reply, argv: readonly string[]): boolean {
  const isCut = argv.some((word) => word.toLowerCase() === 'limit')
  if (!isCut || !isAggregate(a) || !isAggregate(b)) return unordered(a, b)
  return a.items.length === b.items.length
}

/** The same couples in any order: a flat array of RESP2, or a map. */
export function unorderedPairs(a: Reply, b: Reply): boolean {
  if (!isAggregate(a) || !isAggregate(b) || a.type !== b.type)
    return printReply(a) === printReply(b)
  return sameTexts(pieces(a.items, 2), pieces(b.items, 2))
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  const sorted = [...b].sort()
  return [...a].sort().every((text, i) => text === sorted[i])
}

/** The items printed, `size` at a time. */
function pieces(items: readonly Reply[], size: number): string[] {
  const texts: string[] = []
  for (let i = 0; i < items.length; i += size) {
    texts.push(
      items
        .slice(i, i + size)
        .map((item) => printReply(item))
        .join('\0'),
    )
  }
  return texts
}

/** The same elements in any order, at every depth; RESP2's flat maps too, since all their parts are kept. */
export function unorderedDeep(a: Reply, b: Reply): boolean {
  return canonical(a) === canonical(b)
}

function canonical(reply: Reply): string {
  if (!isAggregate(reply)) return printReply(reply)
  return `${reply.type}[${reply.items.map(canonical).sort().join('\0')}]`
}

/** SCAN and kin: the cursor is whatever the server likes, except that both are done or neither. */
export function scanned(compare: Agree): Agree {
  return (a, b) => {
    if (!isAggregate(a) || !isAggregate(b)) return false
    const [cursorA, elementsA] = a.items
    const [cursorB, elementsB] = b.items
    if (cursorA === undefined || elementsA === undefined) return false
    if (cursorB === undefined || elementsB === undefined) return false
    if ((textOf(cursorA) === '0') !== (textOf(cursorB) === '0')) return false
    return compare(elementsA, elementsB)
  }
}

/** Two integers that are at most `distance` apart, neither of them one of Redis's negative words. */
export function within(distance: number): Agree {
  return (a, b) => a.type === 'integer' && b.type === 'integer' && near(a.text, b.text, distance)
}

function near(a: string, b: string, distance: number): boolean {
  const [x, y] = [Number(a), Number(b)]
  return x >= 0 && y >= 0 && Math.abs(x - y) <= distance
}

/** Any two moments that are not long ago are as near as that. */
export const ANY_DISTANCE: number = Number.POSITIVE_INFINITY

/** All the same but for Unix times in milliseconds, which may be `distance` apart. */
export function nearTimes(distance: number): Agree {
  const agree = (a: Reply, b: Reply): boolean => {
    if (isAggregate(a) && isAggregate(b))
      return a.type === b.type && eachPair(a.items, b.items, agree)
    if (a.type !== b.type) return false
    if (textOf(a) === textOf(b)) return true
    const areTimes = a.type === 'integer' && Number(a.text) > 1e11 && Number(textOf(b)) > 1e11
    return areTimes && near(textOf(a), textOf(b), distance)
  }
  return agree
}

/** All the same but for what follows these names, at any depth, where `agree` decides. */
export function fields(names: readonly string[], agree: Agree): Agree {
  const compare = (a: Reply, b: Reply): boolean => {
    if (!isAggregate(a) || !isAggregate(b)) return printReply(a) === printReply(b)
    if (a.type !== b.type) return false
    return eachPair(a.items, b.items, (x, y, i) => {
      const name = i > 0 ? textOf(a.items[i - 1] as Reply) : ''
      return names.includes(name) ? agree(x, y) : compare(x, y)
    })
  }
  return compare
}

/** The same texts where none of this is regarded. */
export function sameButFor(varying: RegExp): Agree {
  const rest = (reply: Reply): string => printReply(reply).replace(varying, '')
  return (a, b) => a.type === b.type && rest(a) === rest(b)
}

/** The same names in the same order, at any depth; values of the same types. */
export function sameFields(a: Reply, b: Reply): boolean {
  if (!isAggregate(a) || !isAggregate(b) || a.type !== b.type) return a.type === b.type
  return eachPair(a.items, b.items, (x, y, i) =>
    i % 2 === 0 ? printReply(x) === printReply(y) : sameFields(x, y),
  )
}

/** Two sizes of which neither is more than a quarter away from the other. */
export function nearlySize(a: Reply, b: Reply): boolean {
  if (a.type !== 'integer' || b.type !== 'integer') return printReply(a) === printReply(b)
  const [x, y] = [Number(a.text), Number(b.text)]
  return Math.abs(x - y) <= Math.min(x, y) / 4
}

/** Elements at this position of every inner array may differ by `distance`. */
export function nearAt(position: number, distance: number): Agree {
  return (a, b) => {
    if (!isAggregate(a) || !isAggregate(b) || a.type !== b.type) return false
    return eachPair(a.items, b.items, (x, y) => {
      if (!isAggregate(x) || !isAggregate(y)) return printReply(x) === printReply(y)
      return eachPair(x.items, y.items, (p, q, i) =>
        i === position ? within(distance)(p, q) : printReply(p) === printReply(q),
      )
    })
  }
}

export function eachPair(
  a: readonly Reply[],
  b: readonly Reply[],
  agree: (x: Reply, y: Reply, index: number) => boolean,
): boolean {
  return a.length === b.length && a.every((item, i) => agree(item, b[i] as Reply, i))
}

/** The same types and lengths all the way down; texts and numbers may differ. */
export function sameShape(a: Reply, b: Reply): boolean {
  if (a.type !== b.type) return false
  if (a.type === 'error') return a.text === textOf(b)
  return !isAggregate(a) || (isAggregate(b) && eachPair(a.items, b.items, sameShape))
}

/** The same type; anything inside. Errors must still be the same. */
export function sameType(a: Reply, b: Reply): boolean {
  return a.type === b.type && (a.type !== 'error' || a.text === textOf(b))
}
