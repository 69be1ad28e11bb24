import { nextTurn } from '../timers.ts'
import type { Draft } from './data-files.ts'
import type { Save } from './save.ts'

/** How long one slice may block the event loop, in milliseconds. */
const SLICE = 2

/** A save that runs in the background, slice by slice, until it has an outcome. */
export class BackgroundSave {
  readonly save: Save
  /** Set when the save has finished or failed. */
  outcome: 'saved' | 'failed' | 'cancelled' | undefined
  readonly #draft: Draft
  readonly #ended: (error: unknown) => void

  /** `ended` is called when there is an outcome; with the system's error, if that is why it failed. */
  constructor(save: Save, draft: Draft, ended: (error: unknown) => void) {
    this.save = save
    this.#draft = draft
    this.#ended = ended
    nextTurn(this.#slice)
  }

  /** Does the rest immediately. */
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
