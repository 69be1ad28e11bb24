import { setTimeout as sleep } from 'node:timers/promises'
import type { Contestant } from '../contestant.ts'
import { asArguments, startRedisServer } from '../redis-server.ts'
import { type PlainMap, plain } from '../reply.ts'
import { Wire } from '../wire.ts'
import type { Section } from './parse.ts'

/** Commands that leave behind, or show, more than FLUSHALL takes away. */
const OF_THE_SERVER: ReadonlySet<string> = new Set(
  (
    'acl auth bgrewriteaof bgsave client cluster debug failover info lastsave latency memory ' +
    'module monitor replicaof role save shutdown slaveof slowlog wait'
  ).split(' '),
)

/** No section takes nearly as long; but at another version, a script may go on for ever. */
const LIMIT_MS = 60_000

/**
 * Real servers as sections need them: one is shared and emptied by those that touch only keys, scripts,
 * functions and settings; every other section gets a process of its own.
 */
export class OraclePool {
  #shared: Promise<Contestant> | undefined
  /** The settings that the shared one started with. */
  #settings: PlainMap = {}
  /** Started ahead, since starting takes longer than most sections. */
  #spare: Promise<Contestant> | undefined

  /** Runs `play` at a server that is as if just started. */
  async use<T>(section: Section, play: (server: Contestant) => Promise<T>): Promise<T> {
    if (!touchesServer(section)) return this.#atShared(play)
    const server = await this.#fresh(section.config)
    try {
      return await inTime(play(server))
    } finally {
      await server.stop()
    }
  }

  async #atShared<T>(play: (server: Contestant) => Promise<T>): Promise<T> {
    // At another version, the section before may have ended it.
    const server = await this.#empty().catch(() => this.#dropShared().then(() => this.#empty()))
    try {
      return await inTime(play(server))
    } catch (error) {
      await this.#dropShared()
      throw error
    }
  }

  async #dropShared(): Promise<void> {
    const server = await this.#shared
    this.#shared = undefined
    await server?.stop()
  }

  #fresh(config: Readonly<Record<string, string>>): Promise<Contestant> {
    if (Object.keys(config).length > 0) return startRedisServer({ arguments: asArguments(config) })
    const server = this.#spare ?? startRedisServer()
    this.#spare = startRedisServer()
    return server
  }

  async #empty(): Promise<Contestant> {
    const isFirst = this.#shared === undefined
    this.#shared ??= startRedisServer()
    const server = await this.#shared
    const wire = new Wire(await server.connect())
    await wire.call('FLUSHALL')
    await wire.call('SCRIPT', 'FLUSH')
    await wire.call('FUNCTION', 'FLUSH')
    await wire.call('HELLO', '3')
    const settings = plain(await wire.call('CONFIG', 'GET', '*')) as PlainMap
    if (isFirst) this.#settings = settings
    for (const [name, value] of Object.entries(this.#settings)) {
      if (settings[name] !== value) await wire.call('CONFIG', 'SET', name, String(value))
    }
    wire.close()
    return server
  }

  async stop(): Promise<void> {
    await Promise.all([this.#shared, this.#spare].map(async (server) => (await server)?.stop()))
  }
}

/** Rejects where it takes longer than any section may. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const limit = new AbortController()
  const late = sleep(LIMIT_MS, undefined, { signal: limit.signal }).then(() => {
    throw new Error('it does not end')
  })
  late.catch(() => {})
  try {
    return await Promise.race([work, late])
  } finally {
    limit.abort()
  }
}

function touchesServer(section: Section): boolean {
  if (Object.keys(section.config).length > 0) return true
  return section.steps.some((step) => {
    if (step.kind !== 'request') return false
    if ('raw' in step.request) return true
    const [name = '', ...rest] = step.request.map((word) => word.toLowerCase())
    if (name !== 'config') return OF_THE_SERVER.has(name)
    return ['resetstat', 'rewrite'].includes(rest[0] ?? '') || rest.includes('requirepass')
  })
}
