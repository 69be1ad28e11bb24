import type { LuaState } from './state.ts'

/** So many places of the stack, and so many frames, stay ready for the next run. */
const KEPT_PLACES = 256
const KEPT_FRAMES = 16

/**
 * To be called when a run has ended and its results have been taken. What it left above the top of the stack, and in
 * frames that are used again, would otherwise stay in memory until another run takes its place.
 */
export function forgetRun(L: LuaState): void {
  const { stack, top } = L
  // Setting the length costs more than filling a few places.
  if (stack.length > KEPT_PLACES) stack.length = top
  else for (let i = top; i < stack.length; i++) stack[i] = undefined
  let { ci } = L
  for (let i = 0; i < KEPT_FRAMES && ci.next !== undefined; i++) {
    ci = ci.next
    ci.closure = undefined
    ci.continuation = undefined
    ci.caught = undefined
  }
  ci.next = undefined
}
