import { nextTurn, type Server } from '@resident/server'

/** How long work on files may block the event loop at a time, in milliseconds. */
const SLICE = 5

/** Calls `step` until it returns false, and yields to the event loop between slices. */
export async function inSlices({ clock }: Server, step: () => boolean): Promise<void> {
  let end = clock.elapsed() + SLICE
  while (step()) {
    if (clock.elapsed() < end) continue
    await new Promise<void>(nextTurn)
    end = clock.elapsed() + SLICE
  }
}
