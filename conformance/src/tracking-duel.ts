import type { Duplex } from 'node:stream'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { Contestant } from './contestant.ts'
import { Dice } from './generate/dice.ts'
import { startRedisServer } from './redis-server.ts'
import { startResident } from './resident.ts'
import { trackingRequest } from './tracking-requests.ts'

/**
 * `node scripts/run-ts.mjs conformance/src/tracking-duel.ts [rounds] [seed]`: several clients at both servers read,
 * write and track keys by chance; all that each client is told, in whatever order, must be the same bytes.
 */

const CLIENTS = 4
const STEPS = 120
const PATIENCE_MS = 2000
/** What is late on a busy machine is waited for, before it counts as missing. */
const LATE_MS = 50
/** Disagreements that are shown before giving up. */
const MOST_SHOWN = 5

/** One server, its clients, and what they have been told since they were last asked. */
class Side {
  readonly #server: Contestant
  readonly #sockets: Duplex[] = []
  readonly #heard: string[] = []
  #control: Duplex | undefined
  #answers = 0

  constructor(server: Contestant) {
    this.#server = server
  }

  async start(): Promise<void> {
    this.#control = await this.#server.connect()
    this.#control.on('data', (chunk: Buffer) => {
      this.#answers += chunk.length
    })
    for (let client = 0; client < CLIENTS; client++) await this.connect(client)
  }

  async connect(client: number): Promise<void> {
    this.#sockets[client]?.destroy()
    const socket = await this.#server.connect()
    this.#sockets[client] = socket
    this.#heard[client] = ''
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      if (this.#sockets[client] === socket) this.#heard[client] += chunk.toString('latin1')
    })
    await this.settle()
  }

  isClosed(client: number): boolean {
    return this.#sockets[client]!.destroyed
  }

  send(client: number, requests: readonly string[]): void {
    this.#sockets[client]!.write(requests.map((each) => `${each}\r\n`).join(''), 'latin1')
  }

  /** Waits until the server has nothing more to say. */
  async settle(): Promise<void> {
    for (let trips = 0; trips < 2; trips++) {
      const before = this.#answers
      this.#control!.write('PING\r\n')
      const late = Date.now() + PATIENCE_MS
      while (this.#answers === before && Date.now() < late) await turn()
    }
    for (let i = 0; i < 3; i++) await turn()
  }

  take(): readonly string[] {
    const heard = [...this.#heard]
    this.#heard.fill('')
    return heard
  }

  async stop(): Promise<void> {
    for (const socket of [...this.#sockets, this.#control]) socket?.destroy()
    await this.#server.stop()
  }
}

/** Plays one round; gives the text of a disagreement, if there is one. */
async function playRound(seed: number): Promise<string | undefined> {
  const dice = new Dice(seed)
  const transport = dice.pick(['tcp', 'in-process'] as const)
  const sides = [
    new Side(await startRedisServer()),
    new Side(await startResident({ transport })),
  ] as const
  const played: string[] = []
  try {
    for (const side of sides) await side.start()
    for (let step = 0; step < STEPS; step++) {
      const client = step < CLIENTS ? step : dice.below(CLIENTS)
      const requests = step < CLIENTS ? ['HELLO 3'] : draw(dice, client)
      played.push(`${client}> ${requests.join(' | ')}`)
      if (sides.some((side) => side.isClosed(client))) {
        for (const side of sides) await side.connect(client)
      }
      for (const side of sides) side.send(client, requests)
      const difference = await compare(sides)
      if (difference !== undefined) {
        return [`seed ${seed}, ${transport}`, ...played.slice(-25), difference].join('\n')
      }
    }
    return undefined
  } finally {
    for (const side of sides) await side.stop()
  }
}

/** One request, or a few in one piece. */
function draw(dice: Dice, client: number): readonly string[] {
  const count = dice.chance(0.2) ? dice.between(2, 4) : 1
  // The last client is the one that others redirect to; see `trackingRequest`.
  return Array.from({ length: count }, () => trackingRequest(dice, client < CLIENTS - 1))
}

async function compare([real, ours]: readonly [Side, Side]): Promise<string | undefined> {
  await Promise.all([real.settle(), ours.settle()])
  let [expected, actual] = [real.take(), ours.take()]
  if (String(expected) === String(actual)) return undefined
  await sleep(LATE_MS)
  const late = [real.take(), ours.take()] as const
  expected = expected.map((text, i) => text + late[0][i])
  actual = actual.map((text, i) => text + late[1][i])
  if (String(expected) === String(actual)) return undefined
  return `- ${JSON.stringify(expected)}\n+ ${JSON.stringify(actual)}`
}

const [rounds = 100, firstSeed = 1] = process.argv.slice(2).map(Number)
let differing = 0
for (let seed = firstSeed; seed < firstSeed + rounds && differing < MOST_SHOWN; seed++) {
  const difference = await playRound(seed)
  if (difference === undefined) continue
  differing++
  console.log(`${difference}\n`)
}
console.log(`${rounds * STEPS} steps by ${CLIENTS} clients, ${differing} rounds differ`)
process.exit(differing === 0 ? 0 : 1)
