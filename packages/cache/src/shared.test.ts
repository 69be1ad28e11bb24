import { strict as assert } from 'node:assert'
// Its sources take their time; the test, which loads all again, then need not wait for them.
import '@resident/embedded'
import { test, vi } from 'vitest'
import * as first from './index.ts'
import { isolated } from './testing.ts'

test(
  'a package that is loaded twice has one set of declarations, connections and errors',
  isolated(async () => {
    vi.resetModules()
    const second = await import('./index.ts')
    assert.notEqual(second.CacheCluster, first.CacheCluster)
    const cluster = new first.CacheCluster('twice')
    assert.throws(
      () => new second.CacheCluster('twice'),
      (error) => error instanceof first.CacheError && error instanceof second.CacheError,
    )
    const mine = new first.StringKeyspace(cluster, { keyPattern: 'a/:id' })
    const theirs = new second.StringKeyspace(second.CacheCluster.named('twice'), {
      keyPattern: 'b/:id',
    })
    assert.throws(
      () => new second.StringKeyspace(second.CacheCluster.named('twice'), { keyPattern: 'a/:x' }),
      { code: 'DECLARATION' },
    )
    await mine.set(1, 'x')
    const client = await second.CacheCluster.named('twice').client()
    assert.equal(await client.get('twice/a/1'), 'x')
    const missed = await theirs.replace(1, 'x').catch((thrown: unknown) => thrown)
    assert.ok(missed instanceof first.CacheMiss)
    assert.ok(!(missed instanceof first.CacheKeyExists))
  }),
  120_000,
)
