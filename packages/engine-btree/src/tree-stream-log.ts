import { type Bytes, compare } from '@resident/bytes'
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
import { BTree, NODE_SIZE } from './b-tree.ts'

/**
 * A stream whose nodes are in a tree, by the ids they begin with.
 *
 * Finding an id, and removing a node from the middle, costs O(log n), and a copy
 * O(1): copies share the tree and its nodes. A node is changed only by the log
 * whose `#me` is its owner; any other log first makes a copy of it.
 */
export class TreeStreamLog implements StreamLog, TrimmableLog {
  readonly #limits: EncodingLimits
  /** The owner of the nodes that only this log has. */
  #me = {}
  #tree: BTree<StreamId, StreamNode>
  #tail: StreamNode | undefined = undefined
  #length = 0
  /** Bytes that the nodes take. */
  #payload = 0

  constructor(limits: EncodingLimits) {
    this.#limits = limits
    this.#tree = new BTree<StreamId, StreamNode>(undefined, compare, NODE_SIZE)
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
    return streamValueBytes(this.#payload, this.#tail?.listpackBytes ?? 0)
  }

  get nodes(): number {
    return this.#tree.size
  }

  get first(): StreamId | undefined {
    let node = this.firstNode
    while (node !== undefined && node.entries === 0) node = this.#after(node)
    return node?.first
  }

  get last(): StreamId | undefined {
    let node = this.#tail
    while (node !== undefined && node.entries === 0) node = this.#before(node)
    return node?.last
  }

  append(id: StreamId, fields: Bytes[]): void {
    let node = this.#tail
    if (node?.hasRoom(this.#limits, fields)) {
      node = this.#own(node)
      this.#payload -= streamNodeBytes(node.listpackBytes)
    } else {
      node = new StreamNode(id, fieldNames(fields))
      this.#put(node)
      this.#tail = node
    }
    node.append(id, fields)
    this.#payload += streamNodeBytes(node.listpackBytes)
    this.#length++
  }

  get(id: StreamId): readonly Bytes[] | undefined {
    return this.#holding(id)?.get(id)
  }

  delete(id: StreamId): boolean {
    const found = this.#holding(id)
    if (found?.get(id) === undefined) return false
    if (found.entries === 1) {
      this.#remove(found)
      return true
    }
    const node = this.#own(found)
    this.#payload -= streamNodeBytes(node.listpackBytes)
    node.delete(id)
    this.#payload += streamNodeBytes(node.listpackBytes)
    this.#length--
    return true
  }

  each(from: StreamId, to: StreamId, visit: EntryVisitor): void {
    let node = this.#holding(from) ?? this.firstNode
    while (node?.each(from, to, visit)) node = this.#after(node)
  }

  eachBackwards(from: StreamId, to: StreamId, visit: EntryVisitor): void {
    let node = this.#holding(to)
    while (node?.eachBackwards(from, to, visit)) node = this.#before(node)
  }

  trim(trimming: Trimming): number {
    return trimFront(this, trimming)
  }

  eachNode(visit: (node: StreamNode) => void): void {
    this.#tree.forEachPair((_, node) => visit(node))
  }

  appendNode(node: StreamNode): void {
    this.#put(node)
    this.#tail = node
    this.#length += node.entries
    this.#payload += streamNodeBytes(node.listpackBytes)
  }

  clone(limits: EncodingLimits = this.#limits): TreeStreamLog {
    const copy = new TreeStreamLog(limits)
    copy.#tree = this.#tree.clone()
    copy.#tail = this.#tail
    copy.#length = this.#length
    copy.#payload = this.#payload
    // From now on neither log owns any of these nodes.
    this.#me = {}
    return copy
  }

  // What trimFront needs.

  get firstNode(): StreamNode | undefined {
    const master = this.#tree.minKey()
    return master === undefined ? undefined : this.#tree.get(master)
  }

  dropFirstNode(): void {
    this.#remove(this.firstNode as StreamNode)
  }

  cutFirstNode(count: number): void {
    const node = this.#own(this.firstNode as StreamNode)
    this.#payload -= streamNodeBytes(node.listpackBytes)
    node.deleteFirst(count)
    this.#payload += streamNodeBytes(node.listpackBytes)
    this.#length -= count
  }

  /** The node that would hold `id`: the last one that begins at or before it. */
  #holding(id: StreamId): StreamNode | undefined {
    return this.#tree.getPairOrNextLower(id)?.[1]
  }

  #after(node: StreamNode): StreamNode | undefined {
    return this.#tree.nextHigherPair(node.master)?.[1]
  }

  #before(node: StreamNode): StreamNode | undefined {
    return this.#tree.nextLowerPair(node.master)?.[1]
  }

  #put(node: StreamNode): void {
    node.owner = this.#me
    this.#tree.set(node.master, node)
  }

  #remove(node: StreamNode): void {
    this.#tree.delete(node.master)
    this.#length -= node.entries
    this.#payload -= streamNodeBytes(node.listpackBytes)
    if (node === this.#tail) this.#tail = this.#before(node)
  }

  /** The node, to be changed: if this log does not own it, a copy replaces it here. */
  #own(node: StreamNode): StreamNode {
    if (node.owner === this.#me) return node
    const copy = node.clone()
    this.#put(copy)
    if (node === this.#tail) this.#tail = copy
    return copy
  }
}
