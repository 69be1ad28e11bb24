import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import {
  allocatedBytes,
  hashtableValueBytes,
  intsetValueBytes,
  listpackValueBytes,
  quicklistValueBytes,
  sdsBytes,
  sdsCapacity,
  skiplistValueBytes,
  streamNodeBytes,
  streamValueBytes,
} from './memory-model.ts'

describe('the memory model', () => {
  test("knows jemalloc's classes", () => {
    // MALLOC_CONF=stats_print:true shows them.
    const classes = [
      8, 16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896,
      1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096, 5120, 6144, 7168, 8192, 10240,
    ]
    let size = 1
    for (const each of classes)
      for (; size <= each; size++) assert.equal(allocatedBytes(size), each)
    assert.equal(allocatedBytes(2 ** 30), 2 ** 30)
    assert.equal(allocatedBytes(2 ** 30 + 1), 2 ** 30 + 2 ** 28)
    assert.equal(allocatedBytes(2 ** 32 + 1), 2 ** 32 + 2 ** 30)
  })

  test('knows the headers of strings', () => {
    assert.equal(sdsBytes(0), 8)
    assert.equal(sdsBytes(6), 8)
    assert.equal(sdsBytes(14), 16)
    assert.equal(sdsBytes(31), 48)
    assert.equal(sdsBytes(252), 256)
    assert.equal(sdsBytes(70000), 81920)
    for (const length of [0, 1, 6, 7, 30, 31, 32, 44, 255, 256, 5000, 70000, 2 ** 20]) {
      assert.ok(sdsCapacity(length) >= length)
      assert.equal(sdsBytes(sdsCapacity(length)), sdsBytes(length), `capacity of ${length}`)
    }
  })

  test('agrees with what used_memory of redis-server 7.0.15 grew by, within 2 %', () => {
    // Of one key, less the 72 to 104 bytes of the key itself. scripts/compare-memory.ts in
    // engine-map measures many more.
    const near = (ours: number, redis: number): void => {
      assert.ok(Math.abs(ours / redis - 1) < 0.02, `${ours}, ${redis}`)
    }
    near(listpackValueBytes(100 * 2 * 22), 5208 - 72)
    near(intsetValueBytes(100, 2), 312 - 72)
    near(quicklistValueBytes(1000 * 22), 22808 - 104)
    near(hashtableValueBytes(1000, 1000 * 2 * 32), 104344 - 72)
    near(skiplistValueBytes(1000, 1000 * 32), 126168 - 72)
    near(streamValueBytes(10 * streamNodeBytes(3500), 3500), 37160 - 72)
  })
})
