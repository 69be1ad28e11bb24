import sortedBTree from 'sorted-btree'

type Imported = typeof sortedBTree.default

/** sorted-btree is CommonJS: as the default, Node gives the module itself, but bundlers its `default`. */
export const BTree: Imported = sortedBTree.default ?? (sortedBTree as unknown as Imported)

export type BTree<K, V> = InstanceType<typeof sortedBTree.default<K, V>>

export const NODE_SIZE = 64
