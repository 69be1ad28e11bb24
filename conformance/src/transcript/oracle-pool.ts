import type { Contestant } from '../contestant.ts'
import { startRedisServer } from '../redis-server.ts'
import { Wire } from '../wire.ts'
import type { Section } from './parse.ts'

/** Commands that leave behind, or show, more than FLUSHALL takes away. */
const OF_THE_SERVER: ReadonlySet<string> = new Set(
  (
    'acl auth bgrewriteaof bgsave client cluster config debug failover info lastsave latency memory ' +
    'module monitor replicaof role save shutdown slaveof slowlog wait'
  ).split(' '),
)

/**
 * Real servers as sections need them: one is shared and emptied by those that touch only keys, scripts
 * and functions; every other section gets a process of its own.
 */
export class OraclePool {
  #shared: Promise<Contestant> | undefined
  /** Started ahead, since starting takes longer than most sections. */
  #spare: Promise<Contestant> | undefined

  /** Runs `play` at a server that is as if just started. */
  async use<T>(section: Section, play: (server: Contestant) => Promise<T>): Promise<T> {
    if (!touchesServer(section)) {
      this.#shared ??= startRedisServer()
      const server = await this.#shared
      await empty(server)
      return play(server)
    }
    const server = await (this.#spare ?? startRedisServer())
    this.#spare = startRedisServer()
    try {
      return await play(server)
    } finally {
      await server.stop()
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.#shared, this.#spare].map(async (server) => (await server)?.stop()))
  }
}

function touchesServer(section: Section): boolean {
  return section.steps.some(
    (step) =>
      step.kind === 'request' &&
      ('raw' in step.request || OF_THE_SERVER.has((step.request[0] ?? '').toLowerCase())),
  )
}

async function empty(server: Contestant): Promise<void> {
  const wire = new Wire(await server.connect())
  await wire.call('FLUSHALL')
  await wire.call('SCRIPT', 'FLUSH')
  await wire.call('FUNCTION', 'FLUSH')
  wire.close()
}
