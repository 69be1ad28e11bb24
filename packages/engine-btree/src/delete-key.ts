import { type BTree, NODE_SIZE } from './b-tree.ts'

/** sorted-btree 2.1.0's nodes, as far as a deletion needs them. */
interface Node<K> {
  readonly keys: K[]
  /** The keys of an inner node are the greatest of each child. */
  readonly children?: Node<K>[]
  /** Of an inner node: how many keys are below. */
  _size: number
  /** Another tree has it, too. */
  isShared?: true
  clone(): Node<K>
  maxKey(): K
  /** The key's place. If it is not there: with -1 for `failXor` a negative number, with 0 the first place whose key is above it. */
  indexOf(key: K, failXor: number, compare: (a: K, b: K) => number): number
  /** Merges the child at `place` with the next one if both fit in one node. */
  tryMerge(place: number, most: number): boolean
}

/**
 * Deletes a key; returns whether it was there. It goes straight to the leaf and back, where sorted-btree's own `delete`
 * walks a range with a callback for each key. Two rare cases are left to that one: the last key of a leaf, and a key that
 * is not there.
 */
export function deleteKey<K>(
  tree: BTree<K, undefined>,
  key: K,
  compare: (a: K, b: K) => number,
): boolean {
  const rooted = tree as unknown as { _root: Node<K> }
  if (rooted._root.isShared) rooted._root = rooted._root.clone()
  if (!deleteBelow(rooted._root, key, compare)) return tree.delete(key)
  const { children } = rooted._root
  if (children?.length === 1) rooted._root = children[0]!
  return true
}

/** `node` must not be shared with another tree. */
function deleteBelow<K>(node: Node<K>, key: K, compare: (a: K, b: K) => number): boolean {
  const { keys, children } = node
  if (children === undefined) return deleteInLeaf(keys, node.indexOf(key, -1, compare))
  const place = node.indexOf(key, 0, compare)
  if (place === children.length) return false
  const child = owned(children, place)
  if (!deleteBelow(child, key, compare)) return false
  node._size--
  keys[place] = child.maxKey()
  if (child.keys.length <= NODE_SIZE / 2) {
    node.tryMerge(place, NODE_SIZE)
    node.tryMerge(place - 1, NODE_SIZE)
  }
  return true
}

/** The child, to be changed: a copy of it if it was shared. */
function owned<K>(children: Node<K>[], place: number): Node<K> {
  const child = children[place]!
  if (!child.isShared) return child
  const copy = child.clone()
  children[place] = copy
  return copy
}

/**
 * Deletes the key at `place` of a leaf, unless it is the only one; returns whether it did. `splice` would do, but it
 * allocates an array of what it removes and takes half as long again.
 */
function deleteInLeaf<K>(keys: K[], place: number): boolean {
  if (place < 0 || keys.length === 1) return false
  if (place === 0) keys.shift()
  else {
    for (let i = place + 1; i < keys.length; i++) keys[i - 1] = keys[i]!
    keys.pop()
  }
  return true
}
