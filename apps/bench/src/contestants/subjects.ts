import { Redis } from 'ioredis'
import type { ServerProcess } from './process.ts'
import { startMeasured, startRedis } from './servers.ts'

/** A server, and how its memory is told. */
export interface Subject {
  readonly server: ServerProcess
  /** Bytes. */
  used(): Promise<number>
  stop(): Promise<void>
}

/** Redis-server; its used_memory. */
export async function redisSubject(): Promise<Subject> {
  const server = await startRedis()
  const client = new Redis(server.port)
  return {
    server,
    async used() {
      return Number((await client.info('memory')).match(/used_memory:(\d+)/)![1])
    },
    stop() {
      client.disconnect()
      return server.stop()
    },
  }
}

/** Resident; V8's heap and external memory after a full collection. `flags` are Node's. */
export async function residentSubject(flags: readonly string[] = []): Promise<Subject> {
  const server = await startMeasured(undefined, flags)
  return { server, used: () => server.ask<number>('memory'), stop: () => server.stop() }
}
