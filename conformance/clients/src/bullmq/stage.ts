import {
  FlowProducer,
  type Job,
  type Processor,
  Queue,
  QueueEvents,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq'
import { Redis } from 'ioredis'
import type { Contender } from '../both-servers.ts'
import { keyspaceOf } from './keyspace-of.ts'

/** What may be closed when a scenario is over. */
interface Closable {
  close(): Promise<void>
}

/** What came of a scenario: what it found itself, and what it left behind, the queues' streams of events among it. */
export interface Outcome {
  readonly found: unknown
  readonly left: Record<string, unknown>
}

export type Scenario = (stage: Stage) => Promise<unknown>

/** Where a scenario plays: one server, emptied, and all that is opened on it. */
export class Stage {
  readonly redis: Redis
  readonly #port: number
  readonly #opened: Closable[] = []

  constructor({ port }: Contender) {
    this.#port = port
    this.redis = new Redis(port)
  }

  queue(name = 'q', options: Omit<QueueOptions, 'connection'> = {}): Queue {
    return this.#open(new Queue(name, { ...options, connection: this.#connection }))
  }

  /** Not running yet where `autorun` is false. */
  worker(
    processor: Processor | null,
    options: Omit<WorkerOptions, 'connection'> = {},
    name = 'q',
  ): Worker {
    const worker = new Worker(name, processor, {
      drainDelay: 1,
      ...options,
      connection: this.#connection,
    })
    // What scenarios provoke is looked at in their outcome.
    worker.on('error', () => {})
    return this.#open(worker)
  }

  async events(name = 'q'): Promise<QueueEvents> {
    const events = this.#open(
      new QueueEvents(name, { connection: this.#connection, lastEventId: '0' }),
    )
    await events.waitUntilReady()
    return events
  }

  flow(): FlowProducer {
    return this.#open(new FlowProducer({ connection: this.#connection }))
  }

  get #connection(): { readonly port: number } {
    return { port: this.#port }
  }

  #open<T extends Closable>(thing: T): T {
    this.#opened.push(thing)
    return thing
  }

  /** Closes what was opened, the last first. */
  async close(): Promise<void> {
    for (let thing = this.#opened.pop(); thing !== undefined; thing = this.#opened.pop()) {
      await thing.close()
    }
  }
}

/** Plays a scenario on an empty server. */
export async function play(scenario: Scenario, contender: Contender): Promise<Outcome> {
  const stage = new Stage(contender)
  try {
    await stage.redis.flushall()
    const found = await scenario(stage)
    await stage.close()
    return { found, left: await keyspaceOf(stage.redis) }
  } finally {
    await stage.close()
    stage.redis.disconnect()
  }
}

/** Resolves when the worker has finished so many jobs, well or not; with a line for each. */
export function finished(worker: Worker, count: number): Promise<string[]> {
  const lines: string[] = []
  return new Promise((resolve) => {
    const note = (line: string): void => {
      lines.push(line)
      if (lines.length === count) resolve(lines)
    }
    worker.on('completed', (job, result) => note(`${nameOf(job)} = ${JSON.stringify(result)}`))
    worker.on('failed', (job, error) => note(`${nameOf(job)} failed: ${error.message}`))
  })
}

function nameOf(job: Job | undefined): string {
  return job === undefined ? 'nobody' : job.name
}

/** Asks again and again until it is so. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10))
}
