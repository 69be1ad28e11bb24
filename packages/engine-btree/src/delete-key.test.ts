import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { BTree, NODE_SIZE } from './b-tree.ts'
import { deleteKey } from './delete-key.ts'

type Numbers = InstanceType<typeof BTree<number, undefined>>

const compare = (a: number, b: number): number => a - b

let state = 7
function roll(sides: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 4294967296) * sides)
}

function filled(size: number): Numbers {
  const tree: Numbers = new BTree<number, undefined>(undefined, compare, NODE_SIZE)
  for (let i = 0; i < size; i++) tree.set((i * 7919) % size, undefined)
  return tree
}

/** The tree is sound by sorted-btree's own check, and has these keys. */
function check(tree: Numbers, keys: ReadonlySet<number>): void {
  tree.checkValid(true)
  assert.deepEqual(tree.keysArray(), [...keys].sort(compare))
}

test('a tree stays sound while keys are deleted at either end and anywhere, to the last', () => {
  const draws: Record<string, (tree: Numbers) => number> = {
    least: (tree) => tree.minKey()!,
    greatest: (tree) => tree.maxKey()!,
    any: (tree) => tree.getPairOrNextHigher(roll(tree.maxKey()! + 1))![0],
  }
  for (const draw of Object.values(draws)) {
    const tree = filled(6000)
    const keys = new Set(tree.keysArray())
    while (tree.size > 0) {
      const key = draw(tree)
      assert.equal(deleteKey(tree, key, compare), keys.delete(key))
      assert.equal(deleteKey(tree, key, compare), false)
      if (tree.size % 50 === 0) check(tree, keys)
    }
  }
})

test('a copy keeps what is deleted from the other, whichever that is', () => {
  const trees = [{ tree: filled(4000), keys: new Set(filled(4000).keysArray()) }]
  for (let step = 0; step < 20_000; step++) {
    const one = trees[roll(trees.length)]!
    const key = roll(4000)
    if (roll(3) > 0) assert.equal(deleteKey(one.tree, key, compare), one.keys.delete(key))
    else assert.equal(one.tree.set(key, undefined), one.keys.size < one.keys.add(key).size)
    if (step % 500 !== 0) continue
    for (const { tree, keys } of trees) check(tree, keys)
    if (trees.length === 4) trees.splice(roll(4), 1)
    trees.push({ tree: one.tree.clone(), keys: new Set(one.keys) })
  }
})
