import { after, elapsed } from '../clock.ts'
import type { Sent } from './sent.ts'

/**
 * The commands in progress, in the order in which they will time out. One timer serves them all: a timer for each would cost
 * more than the rest of an operation.
 */
export class Pending {
  #first: Sent | undefined
  #last: Sent | undefined
  #size = 0
  #cancelTimer: (() => void) | undefined

  get size(): number {
    return this.#size
  }

  add(sent: Sent): void {
    let before = this.#last
    // A second attempt has less time left than newer commands.
    while (before !== undefined && before.tooLate > sent.tooLate) before = before.earlier
    const next = before === undefined ? this.#first : before.later
    sent.earlier = before
    sent.later = next
    if (before === undefined) this.#first = sent
    else before.later = sent
    if (next === undefined) this.#last = sent
    else next.earlier = sent
    this.#size++
    if (this.#cancelTimer === undefined) this.#arm(sent)
  }

  remove(sent: Sent): void {
    if (sent.earlier === undefined) this.#first = sent.later
    else sent.earlier.later = sent.later
    if (sent.later === undefined) this.#last = sent.earlier
    else sent.later.earlier = sent.earlier
    sent.earlier = undefined
    sent.later = undefined
    this.#size--
  }

  each(visit: (sent: Sent) => void): void {
    for (let sent = this.#first; sent !== undefined; ) {
      const next = sent.later
      visit(sent)
      sent = next
    }
  }

  stop(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
  }

  #arm(first: Sent): void {
    this.#cancelTimer = after(Math.max(1, first.tooLate - elapsed()), () => this.#ring())
  }

  #ring(): void {
    this.#cancelTimer = undefined
    const now = elapsed()
    this.each((sent) => {
      if (sent.tooLate <= now && sent.ending === undefined) sent.giveUp('late')
    })
    // Those given up leave the list when their promises have settled; the timer is for the others.
    for (let sent = this.#first; sent !== undefined; sent = sent.later) {
      if (sent.ending === undefined) return this.#arm(sent)
    }
  }
}
