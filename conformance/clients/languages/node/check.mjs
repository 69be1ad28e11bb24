import { isDeepStrictEqual } from 'node:util'

/** The port that the harness hands over. */
export const port = Number(process.argv.at(-1))

let checks = 0

/** Ends the program where a client gave something else than it should have. */
export function check(what, actual, expected) {
  checks++
  if (isDeepStrictEqual(plain(actual), expected)) return
  throw new Error(`${what}: ${JSON.stringify(plain(actual))}, not ${JSON.stringify(expected)}`)
}

export function checkRefused(what, error, words) {
  checks++
  const message = error instanceof Error ? error.message : String(error)
  if (!message.includes(words)) throw new Error(`${what}: ${message}, not ${words}`)
}

export function done() {
  console.log(`${checks} checks`)
}

/** Without the prototypes that some clients give their objects. */
function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
