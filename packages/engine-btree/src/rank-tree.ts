import { BTree, NODE_SIZE } from './b-tree.ts'
import { deleteKey } from './delete-key.ts'

/** sorted-btree 2.1.0's nodes, as far as ranks need them: inner nodes know how many keys are below them. */
interface Node<K> {
  readonly keys: readonly K[]
  /** The keys of an inner node are the greatest of each child. */
  readonly children?: readonly Node<K>[]
  size(): number
  /** With 0 for `failXor`, the first place whose key is not below `probe`. */
  indexOf<P>(probe: P, failXor: number, compare: (key: K, probe: P) => number): number
}

/**
 * Distinct keys in order, with ranks. sorted-btree has no ranks, but keeps the
 * sizes of its subtrees, from which they are computed.
 *
 *          [ 40 | 35 | 52 ]      the rank of a key in the third child
 *           /      |      \      is 40 + 35 + its rank there
 *
 * Everything costs O(log n), and a copy O(1): copies share nodes until one of
 * them changes. It reads internals that sorted-btree does not export, so the
 * version is pinned, and tests check the nodes.
 */
export class RankTree<K> {
  readonly #compare: (a: K, b: K) => number
  #tree: BTree<K, undefined>

  constructor(compare: (a: K, b: K) => number) {
    this.#compare = compare
    this.#tree = new BTree<K, undefined>(undefined, compare, NODE_SIZE)
  }

  get size(): number {
    return this.#tree.size
  }

  /** Says whether the key is new. */
  add(key: K): boolean {
    return this.#tree.set(key, undefined)
  }

  /** Says whether there was such a key. */
  delete(key: K): boolean {
    return deleteKey(this.#tree, key, this.#compare)
  }

  /** How many keys come before `probe`: those for which `compare` is negative. */
  countBelow<P>(probe: P, compare: (key: K, probe: P) => number): number {
    let node = this.#root
    let count = 0
    while (node.children !== undefined) {
      const place = node.indexOf(probe, 0, compare)
      if (place === node.children.length) return count + node.size()
      count += sizeBefore(node, node.children, place)
      node = node.children[place] as Node<K>
    }
    return count + node.indexOf(probe, 0, compare)
  }

  /** How many keys come before this one, which need not be there. */
  rank(key: K): number {
    return this.countBelow(key, this.#compare)
  }

  /** Visits ranks `start`..`stop`, both included, backwards if `start > stop`; both are within the tree. */
  each(start: number, stop: number, visit: (key: K) => void): void {
    const step = start <= stop ? 1 : -1
    walk(this.#root, start, Math.abs(stop - start) + 1, step, visit)
  }

  /** An independent copy. O(1): the two share all nodes, and whichever changes one copies it first. */
  clone(): RankTree<K> {
    const copy = new RankTree(this.#compare)
    copy.#tree = this.#tree.clone()
    return copy
  }

  get #root(): Node<K> {
    return (this.#tree as unknown as { _root: Node<K> })._root
  }
}

/** How many keys are in the first `place` children, summed from the nearer end. */
function sizeBefore<K>(node: Node<K>, children: readonly Node<K>[], place: number): number {
  let size = 0
  if (2 * place <= children.length) {
    for (let i = 0; i < place; i++) size += (children[i] as Node<K>).size()
    return size
  }
  size = node.size()
  for (let i = children.length - 1; i >= place; i--) size -= (children[i] as Node<K>).size()
  return size
}

/** Visits up to `count` keys from the one at `rank` within `node`; returns how many it visited. */
function walk<K>(
  node: Node<K>,
  rank: number,
  count: number,
  step: 1 | -1,
  visit: (key: K) => void,
): number {
  if (node.children === undefined) return walkLeaf(node.keys, rank, count, step, visit)
  const children = node.children
  const size = (place: number): number => (children[place] as Node<K>).size()

  // The child that holds `rank`, searched for from the nearer end.
  let place = 0
  let before = 0
  if (2 * rank < node.size()) {
    while (before + size(place) <= rank) before += size(place++)
  } else {
    place = children.length
    before = node.size()
    while (before > rank) before -= size(--place)
  }

  let visited = walk(children[place] as Node<K>, rank - before, count, step, visit)
  for (place += step; visited < count && place >= 0 && place < children.length; place += step) {
    const start = step === 1 ? 0 : size(place) - 1
    visited += walk(children[place] as Node<K>, start, count - visited, step, visit)
  }
  return visited
}

function walkLeaf<K>(
  keys: readonly K[],
  rank: number,
  count: number,
  step: 1 | -1,
  visit: (key: K) => void,
): number {
  const end = step === 1 ? Math.min(keys.length, rank + count) : Math.max(-1, rank - count)
  for (let i = rank; i !== end; i += step) visit(keys[i] as K)
  return Math.abs(end - rank)
}
