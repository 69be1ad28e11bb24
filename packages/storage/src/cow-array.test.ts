import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import { CowArray } from './cow-array.ts'
import { dice } from './testing/dice.ts'

function contents(array: CowArray<number>): number[] {
  return Array.from({ length: array.length }, (_, i) => array.at(i))
}

describe('a copy-on-write array', () => {
  test('and its copies are what plain arrays and theirs would be', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const roll = dice(seed)
      const all: [array: CowArray<number>, model: number[]][] = [[new CowArray(), []]]
      // Some around the sizes of a page and two, some far beyond.
      const most = [1030, 2100, 9000][seed % 3]!
      for (let step = 0; step < 4000; step++) {
        const at = roll(all.length)
        const [array, model] = all[at]!
        const grows = model.length < most && roll(10) < 6
        for (let i = roll(40); i > 0; i--) {
          if (grows) {
            array.push(step)
            model.push(step)
          } else if (model.length > 0) assert.equal(array.pop(), model.pop())
        }
        if (model.length > 0) {
          const index = roll(model.length)
          array.set(index, -step)
          model[index] = -step
          assert.equal(array.at(index), -step)
          if (roll(50) === 0) {
            array.removeAt(index)
            model.splice(index, 1)
          }
        }
        if (roll(200) !== 0) continue
        const copy: [CowArray<number>, number[]] = [array.clone(), model.slice()]
        if (all.length < 5) all.push(copy)
        else all[roll(5)] = copy
      }
      for (const [array, model] of all) assert.deepEqual(contents(array), model, `seed ${seed}`)
    }
  })
})
