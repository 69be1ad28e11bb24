import { describe, expect, test } from 'vitest'
import { Rotation } from './rotation.ts'

function visits(members: Set<number>, rotation = new Rotation(members)): number[] {
  const seen: number[] = []
  rotation.turn((member) => seen.push(member))
  return seen
}

describe('a rotation', () => {
  test('visits a tenth of many in a turn, and everyone once in ten', () => {
    const members = new Set(Array.from({ length: 1000 }, (_, i) => i))
    const rotation = new Rotation(members)
    const turns = Array.from({ length: 10 }, () => visits(members, rotation))
    expect(turns.map((turn) => turn.length)).toEqual(new Array(10).fill(100))
    expect(turns.flat()).toEqual([...members])
  })

  test('visits five of a few in each turn, and nobody twice', () => {
    const members = new Set([1, 2, 3, 4, 5, 6, 7])
    const rotation = new Rotation(members)
    expect(visits(members, rotation)).toEqual([1, 2, 3, 4, 5])
    expect(visits(members, rotation)).toEqual([6, 7, 1, 2, 3])
    expect(visits(new Set([1, 2]))).toEqual([1, 2])
    expect(visits(new Set())).toEqual([])
  })

  test('goes on where members come and go between and within turns', () => {
    const members = new Set([1, 2, 3, 4, 5, 6, 7])
    const rotation = new Rotation(members)
    visits(members, rotation)
    members.delete(6)
    members.add(8)
    const seen: number[] = []
    rotation.turn((member) => {
      seen.push(member)
      members.delete(1)
    })
    expect(seen).toEqual([7, 2, 3, 4, 5])
    expect(visits(members, rotation)).toEqual([7, 8, 2, 3, 4])
  })

  test('ends where the last member goes in the midst of it', () => {
    const members = new Set([1, 2, 3])
    const seen: number[] = []
    new Rotation(members).turn((member) => {
      seen.push(member)
      members.clear()
    })
    expect(seen).toEqual([1])
  })
})
