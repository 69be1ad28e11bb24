import type { Bytes } from '@resident/bytes'
import {
  type EncodingLimits,
  type EntryVisitor,
  fieldNames,
  type StreamId,
  type StreamLog,
  StreamNode,
  streamNodeBytes,
  streamValueBytes,
  type TrimmableLog,
  type Trimming,
  trimFront,
} from '@resident/storage'

/**
 * A stream whose nodes are in one array.
 *
 * An id is found by bisection of the array, then of the node. Appending and
 * trimming cost amortised O(1) per entry; deleting the last entry of a node in
 * the middle moves the nodes after it.
 */
export class ArrayStreamLog implements StreamLog, TrimmableLog {
  readonly #limits: EncodingLimits
  #nodes: StreamNode[] = []
  /** Nodes at the front that the trim under way has dropped. */
  #dropped = 0
  #length = 0
  /** What the nodes take. */
  #payload = 0

  constructor(limits: EncodingLimits) {
    this.#limits = limits
  }

  get type(): 'stream' {
    return 'stream'
  }

  get encoding(): 'stream' {
    return 'stream'
  }

  get length(): number {
    return this.#length
  }

  get bytes(): number {
    return streamValueBytes(this.#payload, this.#nodes.at(-1)?.listpackBytes ?? 0)
  }

  get nodes(): number {
    return this.#nodes.length
  }

  get first(): StreamId | undefined {
    return this.#nodes.find((node) => node.entries > 0)?.first
  }

  get last(): StreamId | undefined {
    return this.#nodes.findLast((node) => node.entries > 0)?.last
  }

  append(id: StreamId, fields: Bytes[]): void {
    let node = this.#nodes.at(-1)
    if (node === undefined || !node.hasRoom(this.#limits, fields)) {
      node = new StreamNode(id, fieldNames(fields))
      this.#nodes.push(node)
    } else this.#payload -= streamNodeBytes(node.listpackBytes)
    node.append(id, fields)
    this.#payload += streamNodeBytes(node.listpackBytes)
    this.#length++
  }

  get(id: StreamId): readonly Bytes[] | undefined {
    return this.#nodes[this.#placeOf(id)]?.get(id)
  }

  delete(id: StreamId): boolean {
    const place = this.#placeOf(id)
    const node = this.#nodes[place]
    if (node === undefined) return false
    const before = streamNodeBytes(node.listpackBytes)
    if (!node.delete(id)) return false
    this.#length--
    this.#payload -= before
    if (node.entries === 0) this.#nodes.splice(place, 1)
    else this.#payload += streamNodeBytes(node.listpackBytes)
    return true
  }

  each(from: StreamId, to: StreamId, visit: EntryVisitor): void {
    const nodes = this.#nodes
    for (let place = Math.max(0, this.#placeOf(from)); place < nodes.length; place++) {
      if (!(nodes[place] as StreamNode).each(from, to, visit)) return
    }
  }

  eachBackwards(from: StreamId, to: StreamId, visit: EntryVisitor): void {
    for (let place = this.#placeOf(to); place >= 0; place--) {
      if (!(this.#nodes[place] as StreamNode).eachBackwards(from, to, visit)) return
    }
  }

  trim(trimming: Trimming): number {
    const gone = trimFront(this, trimming)
    if (this.#dropped > 0) this.#nodes.splice(0, this.#dropped)
    this.#dropped = 0
    return gone
  }

  eachNode(visit: (node: StreamNode) => void): void {
    for (const node of this.#nodes) visit(node)
  }

  appendNode(node: StreamNode): void {
    this.#nodes.push(node)
    this.#length += node.entries
    this.#payload += streamNodeBytes(node.listpackBytes)
  }

  clone(limits: EncodingLimits = this.#limits): ArrayStreamLog {
    const copy = new ArrayStreamLog(limits)
    copy.#nodes = this.#nodes.map((node) => node.clone())
    copy.#length = this.#length
    copy.#payload = this.#payload
    return copy
  }

  // What trimFront needs.

  get firstNode(): StreamNode | undefined {
    return this.#nodes[this.#dropped]
  }

  dropFirstNode(): void {
    const node = this.#nodes[this.#dropped++] as StreamNode
    this.#length -= node.entries
    this.#payload -= streamNodeBytes(node.listpackBytes)
  }

  cutFirstNode(count: number): void {
    const node = this.#nodes[this.#dropped] as StreamNode
    this.#payload -= streamNodeBytes(node.listpackBytes)
    node.deleteFirst(count)
    this.#payload += streamNodeBytes(node.listpackBytes)
    this.#length -= count
  }

  /** The index of the node that would hold `id`: the last whose master is not above it, or -1. */
  #placeOf(id: StreamId): number {
    const nodes = this.#nodes
    let low = 0
    let high = nodes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((nodes[middle] as StreamNode).master <= id) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}
