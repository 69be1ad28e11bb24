import { setTimeout as sleep } from 'node:timers/promises'
import { Dice } from '../generate/dice.ts'
import { newAccount } from './account.ts'
import { BEHAVIOURS } from './behaviours.ts'
import { SoakClient } from './client.ts'

/** The clients' process: `clients.ts <port> <milliseconds> <seed> <clients at once>`. Tells its account when it is done. */
const [port, milliseconds, seed, atOnce] = process.argv.slice(2).map(Number) as [
  number,
  number,
  number,
  number,
]

/** So long after the end, in milliseconds, an answer that has not come will not come. */
const PATIENCE = 30_000

const dice = new Dice(seed)
const account = newAccount()
const until = Date.now() + milliseconds
const connected = new Set<SoakClient>()
let born = 0

/** One client after the other, until time is up. */
async function keepOneGoing(): Promise<void> {
  while (Date.now() < until) {
    const client = await SoakClient.dial(port, account)
    if (client === undefined) {
      await sleep(20)
      continue
    }
    connected.add(client)
    await dice.pick(BEHAVIOURS)(client, dice, `client${born++}`)
    client.vanish()
    connected.delete(client)
  }
}

/** Kills clients that have done nothing wrong. */
async function keepKilling(): Promise<void> {
  const killer = await SoakClient.dial(port, account)
  while (Date.now() < until) {
    killer?.ask(['CLIENT', 'KILL', 'ID', String(dice.between(1, 2 * born + 10))], { begins: [':'] })
    await sleep(5)
  }
  await killer?.settled()
  killer?.vanish()
}

const all = Promise.all([keepKilling(), ...Array.from({ length: atOnce }, keepOneGoing)])
await Promise.race([all, sleep(milliseconds + PATIENCE, undefined, { ref: false })])
for (const client of connected) client.giveUp()
await sleep(200)
process.send?.(account, () => process.exit())
