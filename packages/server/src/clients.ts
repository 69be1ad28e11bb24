import type { Client, ClientsPort } from '@resident/commands'

/** The connected clients, by id, in the order of their arrival. */
export class Clients implements ClientsPort {
  readonly #byId = new Map<number, Client>()
  /** Redis's own clients, which run scripts, have the ids before. */
  #lastId = 2

  get size(): number {
    return this.#byId.size
  }

  /** Ids are never used twice. */
  nextId(): number {
    return ++this.#lastId
  }

  add(client: Client): void {
    this.#byId.set(client.id, client)
  }

  delete(client: Client): void {
    this.#byId.delete(client.id)
  }

  byId(id: number): Client | undefined {
    return this.#byId.get(id)
  }

  [Symbol.iterator](): Iterator<Client> {
    return this.#byId.values()
  }
}
