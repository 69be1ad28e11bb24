import { expect, test } from 'vitest'
import { leaveOut } from './leave-out.ts'

const MANY: readonly number[] = Array.from({ length: 100 }, (_, n) => n)

test('what matters is left, in its order', async () => {
  const needed = [3, 50, 51, 99]
  let attempts = 0
  const left = await leaveOut(MANY, async (fewer) => {
    attempts++
    return needed.every((n) => fewer.includes(n)) ? fewer : undefined
  })
  expect(left).toEqual(needed)
  expect(attempts).toBeLessThan(200)
})

test('where an attempt gives less than it got, it goes on from there', async () => {
  const upTo50 = async (fewer: readonly number[]): Promise<readonly number[] | undefined> =>
    fewer.includes(50) ? fewer.slice(0, fewer.indexOf(50) + 1) : undefined
  expect(await leaveOut(MANY, upTo50)).toEqual([50])
})

test('all is left where nothing may be left out', async () => {
  expect(await leaveOut([1, 2, 3], async () => undefined)).toEqual([1, 2, 3])
  expect(await leaveOut([], async () => undefined)).toEqual([])
})
