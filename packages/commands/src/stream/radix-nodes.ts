import type { StreamLog } from '@resident/storage'

const KEY_BYTES = 16

/**
 * How many nodes Redis's radix tree would have for the nodes of a log, each under the id it begins with: XINFO tells.
 *
 * Such a tree has a node where a key ends and where keys part, and between two of those one more for the bytes that lead
 * from the upper to the lower, less the one that the upper itself holds. Costs O(nodes of the log).
 */
export function radixNodes(log: StreamLog): number {
  let count = 0
  let previous: string | undefined
  /** How many bytes lead to each parting on the way to `previous`. */
  const partings: number[] = []

  /** Counts the node that so many bytes lead to, and the one between it and the parting above it. */
  const add = (depth: number): void => {
    count += depth - (partings.at(-1) ?? -1) > 1 ? 2 : 1
  }
  /** Goes up from `previous` to where `shared` bytes lead; gives the depth of what then hangs there. */
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
