import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { mapEngine } from '@resident/engine-map'
import {
  Databases,
  type Keyspace,
  NO_OBSERVER,
  newStats,
  SeededRandom,
  SystemClock,
} from '@resident/keyspace'
import { defaultLimits } from '@resident/storage'
import { beforeEach, describe, test } from 'vitest'
import { Client, type ConnectionPort } from './client.ts'
import type { ServerPort } from './server-port.ts'
import { WatchList } from './watch.ts'

// What transcripts cannot show: keys that are past their time and not yet collected.

const k = ascii('k')
let watches: WatchList
let databases: Databases
let db: Keyspace
let client: Client

beforeEach(() => {
  const clock = new SystemClock()
  clock.freeze()
  watches = new WatchList()
  databases = new Databases(2, mapEngine, {
    clock,
    random: new SeededRandom(1),
    limits: defaultLimits(),
    access: { lfu: false, lfuLogFactor: 10, lfuDecayTime: 1, sharesIntegers: true },
    stats: newStats(),
    observer: {
      ...NO_OBSERVER,
      modified: (where, key) => watches.touch(where, key),
      emptied: (where, incoming) => watches.emptied(where, incoming),
    },
  })
  db = databases.at(0)!
  const server = {
    clock,
    databases,
    watches,
    acl: { users: {}, admit: () => {} },
  } as unknown as ServerPort
  client = new Client(1, server, {} as ConnectionPort)
})

function put(where: Keyspace): void {
  where.store(k, ascii('x'))
  where.modified(k, 'set')
}

/** A key that is past its time, and that nobody has met since. */
function putStale(where: Keyspace): void {
  where.store(k, ascii('x'))
  where.setExpireAt(k, where.now())
}

/** Whether EXEC would do nothing. */
function broken(): boolean {
  return client.watchBroken || watches.hasExpired(client)
}

describe('a key whose time has come', () => {
  test('breaks the transaction of who watched it before', () => {
    put(db)
    watches.add(client, k)
    db.setExpireAt(k, db.now())
    assert.ok(!client.watchBroken)
    assert.ok(broken())
  })

  test('does not, where it was past its time already', () => {
    putStale(db)
    watches.add(client, k)
    assert.ok(!broken())
  })

  test('may be collected where it was past its time already', () => {
    putStale(db)
    watches.add(client, k)
    assert.equal(db.peek(k), undefined)
    assert.ok(!broken())
  })

  test('counts as gone once collected: what comes then is a change', () => {
    putStale(db)
    watches.add(client, k)
    put(db)
    assert.ok(broken())
  })

  test('may go with FLUSHDB', () => {
    putStale(db)
    watches.add(client, k)
    db.flush()
    assert.ok(!broken())
    put(db)
    assert.ok(broken())
  })
})

describe('SWAPDB', () => {
  test('of a key past its time for nothing, and for another such key, is no change', () => {
    putStale(db)
    watches.add(client, k)
    db.swapWith(databases.at(1)!)
    assert.ok(!broken())
    putStale(databases.at(1)!)
    db.swapWith(databases.at(1)!)
    assert.ok(!broken())
    putStale(databases.at(1)!)
    db.swapWith(databases.at(1)!)
    assert.ok(!broken())
  })

  test('of nothing for a key past its time is no change', () => {
    watches.add(client, k)
    putStale(databases.at(1)!)
    db.swapWith(databases.at(1)!)
    assert.ok(!broken())
  })

  test('of a key past its time for one that lives is a change', () => {
    putStale(db)
    watches.add(client, k)
    put(databases.at(1)!)
    db.swapWith(databases.at(1)!)
    assert.ok(broken())
  })

  test('of a key that lives for one past its time is a change', () => {
    put(db)
    watches.add(client, k)
    putStale(databases.at(1)!)
    db.swapWith(databases.at(1)!)
    assert.ok(broken())
  })
})

describe('the list of watched keys', () => {
  test('counts a key once, however often it is watched', () => {
    watches.add(client, k)
    watches.add(client, k)
    assert.equal(client.watching, 1)
    client.db = databases.at(1)!
    watches.add(client, k)
    assert.equal(client.watching, 2)
    watches.release(client)
    assert.equal(client.watching, 0)
    assert.ok(!watches.active)
  })

  test('forgets a client whose transaction is broken', () => {
    const other = new Client(2, client.server, client.connection)
    watches.add(client, k)
    watches.add(client, ascii('more'))
    watches.add(other, ascii('more'))
    put(db)
    assert.ok(client.watchBroken && !other.watchBroken)
    assert.equal(client.watching, 0)
    assert.ok(watches.active)
    watches.release(other)
    assert.ok(!watches.active)
    watches.release(client)
    assert.ok(!client.watchBroken)
  })
})
