import sortedBTree from 'sorted-btree'

type Imported = typeof sortedBTree.default

/** sorted-btree is CommonJS: a default import gives the module itself in Node, but its `default` in bundlers. */
export const BTree: Imported = sortedBTree.default ?? (sortedBTree as unknown as Imported)

export type BTree<K, V> = InstanceType<typeof sortedBTree.default<K, V>>

/**
 * With 48, a million keys are four nodes deep. 32 would make them five deep, and 64 would have ranks sum over more
 * children (33 at a million instead of 27); all three take the same time.
 */
export const NODE_SIZE = 48
