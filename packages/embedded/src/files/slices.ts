import { nextTurn, type Server } from '@resident/server'

/** For how long work on files may hold up the event loop at a time, in milliseconds. */
const SLICE = 5

/** Takes steps until one says that there is no more, and lets the event loop have its turn in between. */
export async function inSlices({ clock }: Server, step: () => boolean): Promise<void> {
  let end = clock.elapsed() + SLICE
  while (step()) {
    if (clock.elapsed() < end) continue
    await new Promise<void>(nextTurn)
    end = clock.elapsed() + SLICE
  }
}
