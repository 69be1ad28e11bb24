import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '../generate/dice.ts'
import type { Expected, SoakClient } from './client.ts'

/** What one client does from its first request until it is done with. `name` is its alone. */
export type Behaviour = (client: SoakClient, dice: Dice, name: string) => Promise<void>

const NIL_OR_BULK: Expected = { begins: ['$'] }

/** Says numbers and hears them, in order. */
const steady: Behaviour = async (client, dice, name) => {
  for (let n = 0; n < 200 && !client.ended; n++) {
    const value = `${name}:${n}`
    const text = `$${value.length}\r\n${value}\r\n`
    client.askMany([
      [['ECHO', value], text],
      [['SET', name, value, 'EX', '600'], '+OK\r\n'],
      [['GET', name], text],
      [['DEL', name], ':1\r\n'],
    ])
    if (dice.chance(0.5)) await client.settled()
  }
  await client.settled()
}

/** More at once than fits any buffer. */
const flood: Behaviour = async (client, dice) => {
  const many = Array.from(
    { length: dice.between(2000, 8000) },
    () => [['PING'], '+PONG\r\n'] as const,
  )
  client.askMany(many)
  await client.settled()
}

/** Asks for much, and reads it later, or never. */
const slowReader: Behaviour = async (client, dice, name) => {
  const value = 'x'.repeat(dice.between(1000, 50_000))
  client.ask(['SET', name, value, 'EX', '600'], '+OK\r\n')
  await client.settled()
  client.stopReading()
  for (let n = 0; n < 100; n++) client.ask(['GET', name], `$${value.length}\r\n${value}\r\n`)
  await sleep(dice.between(10, 500))
  if (dice.chance(0.3)) return client.vanish()
  client.readOn()
  client.ask(['DEL', name], ':1\r\n')
  await client.settled()
}

/** Begins a request and says no more. */
const halfOpen: Behaviour = async (client, dice) => {
  client.ask(['PING'], '+PONG\r\n')
  await client.settled()
  client.sendRaw(
    dice.pick([
      '*3\r\n$3\r\nSET\r\n$100',
      '*1000\r\n',
      'GET k',
      '*2\r\n$3\r\nGET\r\n$500000\r\nxxx',
    ]),
  )
  await sleep(dice.between(10, 300))
}

/** Goes away in the middle of whatever it is. */
const vanisher: Behaviour = async (client, dice, name) => {
  for (let n = 0; n < 50; n++)
    client.ask(['RPUSH', `{q}${dice.below(20)}`, `${name}:${n}`], { begins: [':'] })
  if (dice.chance(0.5)) client.ask(['BLPOP', `none:${name}`, '0'], '')
  await sleep(dice.below(20))
  client.vanish()
}

/** Breaks the protocol, and is told so. */
const brute: Behaviour = async (client, dice) => {
  client.ask(['PING'], '+PONG\r\n')
  await client.settled()
  client.ask(['ECHO', 'last'], '$4\r\nlast\r\n')
  const broken = dice.pick([
    '*-9\r\n*1\r\n+x\r\n',
    '*1\r\n$-1\r\n',
    '*99999999999\r\n',
    '"open\r\n',
  ])
  client.sendRaw(broken, { begins: ['-ERR Protocol error'] })
  await client.settled()
  await sleep(5)
}

/** Waits for what others push. */
const waiter: Behaviour = async (client, dice) => {
  for (let n = 0; n < 20 && !client.ended; n++) {
    const timeout = String(dice.between(1, 5) / 100)
    client.ask(['BLPOP', `{q}${dice.below(20)}`, `{q}${dice.below(20)}`, timeout], {
      begins: ['*2', '*-1'],
    })
    await client.settled()
  }
}

const transactor: Behaviour = async (client, dice, name) => {
  for (let n = 0; n < 50 && !client.ended; n++) {
    client.askMany([
      [['WATCH', `w${dice.below(5)}`], '+OK\r\n'],
      [['MULTI'], '+OK\r\n'],
      [['INCR', `w${dice.below(5)}`], '+QUEUED\r\n'],
      [['ECHO', name], '+QUEUED\r\n'],
      [['EXEC'], { begins: ['*2', '*-1'] }],
    ])
    await client.settled()
  }
}

const scripter: Behaviour = async (client, dice) => {
  for (let n = 0; n < 30 && !client.ended; n++) {
    const count = dice.between(1, 50)
    client.ask(
      [
        'EVAL',
        "for i = 1, ARGV[1] do redis.call('INCR', KEYS[1]) end return tonumber(ARGV[1])",
        '1',
        `s${dice.below(5)}`,
        String(count),
      ],
      `:${count}\r\n`,
    )
    await client.settled()
  }
}

/** Listens while others publish; over RESP2 all that comes are messages. */
const listener: Behaviour = async (client, dice) => {
  const channel = `ch${dice.below(5)}`
  client.ask(
    ['SUBSCRIBE', channel],
    `*3\r\n$9\r\nsubscribe\r\n$${channel.length}\r\n${channel}\r\n:1\r\n`,
  )
  await client.settled()
  await sleep(dice.between(10, 300))
  client.vanish()
}

const publisher: Behaviour = async (client, dice) => {
  for (let n = 0; n < 100 && !client.ended; n++) {
    client.ask(['PUBLISH', `ch${dice.below(5)}`, 'm'.repeat(dice.below(500))], { begins: [':'] })
    if (n % 10 === 0) await client.settled()
  }
  await client.settled()
}

/** Large values, and their end. */
const hoarder: Behaviour = async (client, dice, name) => {
  const members = Array.from({ length: dice.between(100, 1000) }, (_, n) => `${n}`)
  client.ask(['SADD', name, ...members], `:${members.length}\r\n`)
  client.ask(
    ['ZADD', `${name}z`, ...members.flatMap((each) => [each, each])],
    `:${members.length}\r\n`,
  )
  client.ask(['UNLINK', name, `${name}z`], ':2\r\n')
  client.ask(['GET', name], NIL_OR_BULK)
  await client.settled()
}

export const BEHAVIOURS: readonly Behaviour[] = [
  steady,
  steady,
  flood,
  slowReader,
  halfOpen,
  vanisher,
  brute,
  waiter,
  waiter,
  transactor,
  scripter,
  listener,
  publisher,
  hoarder,
]
