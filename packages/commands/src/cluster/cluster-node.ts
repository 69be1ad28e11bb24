import type { Bytes } from '@resident/bytes'
import type { Clock } from '@resident/keyspace'
import { SLOTS } from './key-slot.ts'

/** How long a node that has just started waits before it calls itself part of a working cluster, in milliseconds. */
const WRITABLE_DELAY = 2000
/** How long it waits after it was in the minority, as a node without slots is: cluster-node-timeout, but within these limits. */
const SHORTEST_REJOIN = 500
const LONGEST_REJOIN = 5000

/** A run of slots, both ends included. */
export type SlotRange = readonly [first: number, last: number]

/** The parameters that the node depends on, as they are at the moment. */
export interface ClusterSettings {
  /** cluster-require-full-coverage. */
  readonly requiresFullCoverage: boolean
  /** cluster-node-timeout, in milliseconds. */
  readonly nodeTimeout: number
}

/**
 * What Redis calls `server.cluster`, for a node that is alone: which slots it owns, its epochs, and whether the cluster,
 * which is this node only, takes requests. As in Redis it does not do so at once, but `WRITABLE_DELAY` after its start,
 * and up to `LONGEST_REJOIN` after it was given its first slots.
 */
export class ClusterNode {
  /** 40 hexadecimal digits. */
  id: Bytes
  currentEpoch = 0n
  configEpoch = 0n
  /** cluster_state: whether requests are taken. */
  isUp = false
  /** How many masters with slots there were when the state was last updated. */
  size = 1
  /** Slots that are migrating or being imported: to and from itself, since it knows no other node. */
  readonly migrating: Set<number> = new Set()
  readonly importing: Set<number> = new Set()
  readonly #owned = new Uint8Array(SLOTS)
  #ownedCount = 0
  readonly #clock: Clock
  readonly #settings: () => ClusterSettings
  readonly #later: (task: () => void) => void
  readonly #startedAt: number
  #scheduled = false
  #minorityAt = Number.NEGATIVE_INFINITY

  /** `later` runs a task when the present requests are finished. */
  constructor(
    id: Bytes,
    clock: Clock,
    settings: () => ClusterSettings,
    later: (task: () => void) => void,
  ) {
    this.id = id
    this.#clock = clock
    this.#settings = settings
    this.#later = later
    this.#startedAt = clock.now()
  }

  owns(slot: number): boolean {
    return this.#owned[slot] === 1
  }

  /** How many slots it owns. */
  get slots(): number {
    return this.#ownedCount
  }

  own(slot: number): void {
    if (this.owns(slot)) return
    this.#owned[slot] = 1
    this.#ownedCount++
  }

  disown(slot: number): void {
    if (!this.owns(slot)) return
    this.#owned[slot] = 0
    this.#ownedCount--
  }

  disownAll(): void {
    this.#owned.fill(0)
    this.#ownedCount = 0
  }

  /** The slots that it owns, in order, as the fewest ranges possible. */
  ranges(): readonly SlotRange[] {
    const ranges: SlotRange[] = []
    for (let first = 0; first < SLOTS; first++) {
      if (!this.owns(first)) continue
      let last = first
      while (last + 1 < SLOTS && this.owns(last + 1)) last++
      ranges.push([first, last])
      first = last
    }
    return ranges
  }

  /** Redis's clusterBumpConfigEpochWithoutConsensus: returns whether the epoch was raised. */
  bumpEpoch(): boolean {
    if (this.configEpoch !== 0n && this.configEpoch === this.currentEpoch) return false
    this.configEpoch = ++this.currentEpoch
    return true
  }

  /** CLUSTER RESET HARD: becomes a new node with this id. */
  beginAnew(id: Bytes): void {
    this.id = id
    this.currentEpoch = 0n
    this.configEpoch = 0n
  }

  /** Owns all slots and takes requests from now on, without waiting. */
  ownAll(): void {
    this.#owned.fill(1)
    this.#ownedCount = SLOTS
    this.isUp = true
  }

  /** Called by cron: a cluster that was down may be up by now. */
  tick(): void {
    if (!this.isUp) this.#think()
  }

  /** To be called when slots have changed: updates the state when the present requests are finished. */
  thinkLater(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#later(() => {
      this.#scheduled = false
      this.#think()
    })
  }

  /** Redis's clusterUpdateState: decides whether requests are taken. */
  #think(): void {
    const now = this.#clock.now()
    if (!this.isUp && now - this.#startedAt < WRITABLE_DELAY) return
    const { requiresFullCoverage, nodeTimeout } = this.#settings()
    this.size = this.slots > 0 ? 1 : 0
    if (this.size === 0) this.#minorityAt = now
    const isUp = this.size > 0 && (this.slots === SLOTS || !requiresFullCoverage)
    const delay = Math.min(Math.max(nodeTimeout, SHORTEST_REJOIN), LONGEST_REJOIN)
    if (isUp && !this.isUp && now - this.#minorityAt < delay) return
    this.isUp = isUp
  }
}
