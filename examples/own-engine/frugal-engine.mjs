// An engine of one's own. This one makes lists that hold equal elements once: a queue of a million jobs of
// ten kinds holds ten strings and a million small integers. All other types are engine-map's.

import { mapEngine } from '@resident/engine-map'

/** What an empty list holds, about. */
const EMPTY_BYTES = 160

/** A list of small integers, and the distinct elements that they stand for. */
class FrugalList {
  type = 'list'
  encoding = 'quicklist'
  #elements = []
  #codes = new Map()
  #sequence = []

  get length() {
    return this.#sequence.length
  }

  get bytes() {
    let bytes = EMPTY_BYTES
    if (this.#sequence.length === 0) return bytes
    for (const element of this.#codes.keys()) bytes += element.length + 32
    return bytes + 8 * this.#sequence.length
  }

  push(end, element) {
    if (end === 'head') this.#sequence.unshift(this.#code(element))
    else this.#sequence.push(this.#code(element))
  }

  pop(end) {
    const code = end === 'head' ? this.#sequence.shift() : this.#sequence.pop()
    return code === undefined ? undefined : this.#elements[code]
  }

  at(index) {
    return this.#elements[this.#sequence[index]]
  }

  replace(index, element) {
    this.#sequence[index] = this.#code(element)
  }

  insert(index, element) {
    this.#sequence.splice(index, 0, this.#code(element))
  }

  remove(element, limit, from) {
    const code = this.#codes.get(element)
    let removed = 0
    while (code !== undefined && removed < limit) {
      const at = from === 'head' ? this.#sequence.indexOf(code) : this.#sequence.lastIndexOf(code)
      if (at < 0) break
      this.#sequence.splice(at, 1)
      removed++
    }
    return removed
  }

  trim(start, stop) {
    this.#sequence = this.#sequence.slice(start, stop + 1)
  }

  each(start, stop, visit) {
    const step = start <= stop ? 1 : -1
    for (let index = start; index !== stop + step; index += step) visit(this.at(index))
  }

  clone() {
    const copy = new FrugalList()
    copy.#elements = this.#elements.slice()
    copy.#codes = new Map(this.#codes)
    copy.#sequence = this.#sequence.slice()
    return copy
  }

  #code(element) {
    let code = this.#codes.get(element)
    if (code === undefined) {
      code = this.#elements.push(element) - 1
      this.#codes.set(element, code)
    }
    return code
  }
}

export const frugalEngine = { ...mapEngine, list: () => new FrugalList() }
