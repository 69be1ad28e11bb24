import type { StreamLog } from '@resident/storage'

const KEY_BYTES = 16

/**
 * How many nodes Redis's radix tree would have for the nodes of a log, each keyed by the id it begins with: XINFO shows it.
 *
 * Such a tree has a node wherever a key ends and wherever keys diverge. Between two of these there is one more for the
 * bytes on the way, except for the first byte, which the upper node itself holds. Costs O(nodes of the log).
 */
export function radixNodes(log: StreamLog): number {
  let count = 0
  let previous: string | undefined
  /** The depths, in bytes, at which keys diverge on the way to `previous`. */
  const partings: number[] = []

  /** Counts the node at this depth, and the one between it and the divergence above it. */
  const add = (depth: number): void => {
    count += depth - (partings.at(-1) ?? -1) > 1 ? 2 : 1
  }
  /** Goes up from `previous` to the depth of `shared` bytes; returns the depth of the node that then hangs there. */
  const climb = (shared: number): number => {
    let depth = KEY_BYTES
    while (partings.length > 0 && partings.at(-1)! > shared) {
      add(depth)
      depth = partings.pop()!
    }
    return depth
  }

  log.eachNode(({ master }) => {
    if (previous !== undefined) {
      const shared = sharedBytes(previous, master)
      const below = climb(shared)
      if (partings.at(-1) !== shared) partings.push(shared)
      add(below)
    }
    previous = master
  })
  if (previous === undefined) return 1
  add(climb(-1))
  return count
}

function sharedBytes(a: string, b: string): number {
  let length = 0
  while (length < KEY_BYTES && a.charCodeAt(length) === b.charCodeAt(length)) length++
  return length
}
