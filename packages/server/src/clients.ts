import type { Client, ClientsPort } from '@resident/commands'
import { alarmFor, keepAlive } from './timers.ts'

/** The connected clients by id, in the order in which they connected. */
export class Clients implements ClientsPort {
  readonly #byId = new Map<number, Client>()
  /** In Redis the ids before belong to its own clients, which run scripts. */
  #lastId = 2
  readonly #onceEmpty = new Set<() => void>()

  get size(): number {
    return this.#byId.size
  }

  /** Ids are never reused. */
  nextId(): number {
    return ++this.#lastId
  }

  add(client: Client): void {
    this.#byId.set(client.id, client)
  }

  delete(client: Client): void {
    this.#byId.delete(client.id)
    if (this.size === 0) for (const gone of this.#onceEmpty) gone()
  }

  /** Resolves with `true` when no client is connected any more, or with `false` after `within` milliseconds of real time. */
  whenGone(within: number): Promise<boolean> {
    if (this.size === 0) return Promise.resolve(true)
    const letGo = keepAlive()
    return new Promise((resolve) => {
      const end = (): void => {
        this.#onceEmpty.delete(end)
        alarm(undefined)
        letGo()
        resolve(this.size === 0)
      }
      const alarm = alarmFor(end)
      this.#onceEmpty.add(end)
      alarm(within)
    })
  }

  byId(id: number): Client | undefined {
    return this.#byId.get(id)
  }

  [Symbol.iterator](): Iterator<Client> {
    return this.#byId.values()
  }
}
