import sortedBTree from 'sorted-btree'

type Imported = typeof sortedBTree.default

/** sorted-btree is CommonJS: as the default, Node gives the module itself, but bundlers its `default`. */
export const BTree: Imported = sortedBTree.default ?? (sortedBTree as unknown as Imported)

export type BTree<K, V> = InstanceType<typeof sortedBTree.default<K, V>>

/**
 * With 48 a million keys are four nodes deep. 32 makes it five, and 64 makes ranks sum over more
 * children (33 at a million instead of 27); in time there is nothing between the three.
 */
export const NODE_SIZE = 48
