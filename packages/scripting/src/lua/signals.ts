/**
 * What a call returns. A native function returns how many results it has pushed, or one of these negative
 * numbers; so does code that calls on its behalf.
 *
 * Frames of Lua functions never use the host's stack: pcall and coroutine.resume do not wait for the
 * function they call, they leave a continuation in their own frame and return `CALL_LUA`. So an error
 * is caught, a coroutine yields and a long script pauses with nothing of the host's in between.
 */

/** The call is over, its results are in place. */
export const CALL_DONE = -1
/** A Lua function is in `L.ci`, ready to be interpreted. */
export const CALL_LUA = -2
/** The coroutine yields. */
export const CALL_YIELD = -3
/** The watch has asked for a pause. */
export const CALL_PAUSED = -4
