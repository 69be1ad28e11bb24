// An engine of your own. In this one each list is a plain array: the least code, quick to read and
// to append to, slow to shift when long. All other types are engine-map's.

import { mapEngine } from '@resident/engine-map'

/** About how many bytes an empty list takes, and an element in addition to its own length. */
const EMPTY_BYTES = 64
const ELEMENT_BYTES = 24

class PlainList {
  type = 'list'
  encoding = 'quicklist'
  bytes = EMPTY_BYTES
  #elements = []

  get length() {
    return this.#elements.length
  }

  push(end, element) {
    this.insert(end === 'head' ? 0 : this.length, element)
  }

  pop(end) {
    return this.length === 0 ? undefined : this.#take(end === 'head' ? 0 : this.length - 1)
  }

  at(index) {
    return this.#elements[index]
  }

  replace(index, element) {
    this.#take(index)
    this.insert(index, element)
  }

  insert(index, element) {
    this.#elements.splice(index, 0, element)
    this.bytes += element.length + ELEMENT_BYTES
  }

  remove(element, limit, from) {
    let removed = 0
    for (; removed < limit; removed++) {
      const list = this.#elements
      const index = from === 'head' ? list.indexOf(element) : list.lastIndexOf(element)
      if (index < 0) break
      this.#take(index)
    }
    return removed
  }

  trim(start, stop) {
    const kept = this.#elements.slice(start, stop + 1)
    this.#elements = []
    this.bytes = EMPTY_BYTES
    for (const element of kept) this.push('tail', element)
  }

  each(start, stop, visit) {
    const step = start <= stop ? 1 : -1
    for (let index = start; index !== stop + step; index += step) visit(this.at(index))
  }

  clone() {
    const copy = new PlainList()
    for (const element of this.#elements) copy.push('tail', element)
    return copy
  }

  #take(index) {
    const [element] = this.#elements.splice(index, 1)
    this.bytes -= element.length + ELEMENT_BYTES
    return element
  }
}

export const plainEngine = { ...mapEngine, list: () => new PlainList() }
