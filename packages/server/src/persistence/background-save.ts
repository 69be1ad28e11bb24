import { nextTurn } from '../timers.ts'
import type { Draft } from './data-files.ts'
import type { Save } from './save.ts'

/** How long it may hold the event loop at a time, in milliseconds. */
const SLICE = 2

/** A save that goes on by itself, slice by slice, until it has an outcome. */
export class BackgroundSave {
  readonly save: Save
  /** Set when all is done or has failed. */
  outcome: 'saved' | 'failed' | 'cancelled' | undefined
  readonly #draft: Draft
  readonly #ended: (error: unknown) => void

  /** `ended` is called when the outcome is there; with what the system says, where that is why. */
  constructor(save: Save, draft: Draft, ended: (error: unknown) => void) {
    this.save = save
    this.#draft = draft
    this.#ended = ended
    nextTurn(this.#slice)
  }

  /** Does the rest at once. */
  hurry(): void {
    if (this.outcome !== undefined) return
    try {
      if (!this.save.isWritten) this.save.run(Number.POSITIVE_INFINITY)
      this.#draft.commit()
      this.#end('saved')
    } catch (error) {
      this.#end('failed', error)
    }
  }

  cancel(): void {
    if (this.outcome === undefined) this.#end('cancelled')
  }

  readonly #slice = (): void => {
    if (this.outcome !== undefined) return
    try {
      if (this.save.run(SLICE)) return nextTurn(this.#slice)
    } catch (error) {
      return this.#end('failed', error)
    }
    this.save.release()
    this.#draft.commitLater((error) => {
      if (this.outcome !== undefined) return
      if (error === undefined) this.#end('saved')
      else this.#end('failed', error)
    })
  }

  #end(outcome: 'saved' | 'failed' | 'cancelled', error?: unknown): void {
    this.save.release()
    if (outcome !== 'saved') this.#draft.discard()
    this.outcome = outcome
    this.#ended(error)
  }
}
