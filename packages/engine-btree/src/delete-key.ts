import { NODE_SIZE } from './b-tree.ts'

/** sorted-btree 2.1.0's nodes, as far as a deletion needs them. */
export interface OwnNode<K> {
  readonly keys: K[]
  readonly children?: OwnNode<K>[]
  /** Of an inner node: how many keys are below. */
  _size: number
  /** Another tree has it, too. */
  isShared?: true
  clone(): OwnNode<K>
  maxKey(): K
  /** The place of the key, or with -1 for `failXor` a negative number; with 0 the first place whose key is not below it. */
  indexOf(key: K, failXor: number, compare: (a: K, b: K) => number): number
  /** Makes one of the children at `place` and behind it, if there is room for both in one. */
  tryMerge(place: number, most: number): boolean
}

/**
 * Takes the key out of the tree below `node`, which is no other tree's, and says whether it did: not if the key is not
 * there, nor if a leaf would lose its last one. That is left to sorted-btree, whose own way walks a range, with a
 * callback for each key of it, and costs twice as much.
 */
export function deleteKey<K>(node: OwnNode<K>, key: K, compare: (a: K, b: K) => number): boolean {
  const { keys, children } = node
  if (children === undefined) {
    const place = node.indexOf(key, -1, compare)
    if (place < 0 || keys.length === 1) return false
    keys.splice(place, 1)
    return true
  }
  const place = node.indexOf(key, 0, compare)
  if (place === children.length) return false
  let child = children[place]!
  if (child.isShared) {
    child = child.clone()
    children[place] = child
  }
  if (!deleteKey(child, key, compare)) return false
  node._size--
  keys[place] = child.maxKey()
  if (child.keys.length <= NODE_SIZE / 2) {
    node.tryMerge(place, NODE_SIZE)
    node.tryMerge(place - 1, NODE_SIZE)
  }
  return true
}
