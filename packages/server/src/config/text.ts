import { untilZero } from '@resident/commands'
import { type Kind, Refusal } from './kind.ts'

/** Any bytes. */
export const bytes: Kind = (value) => value

/** Any text, up to a zero byte. */
export const text: Kind = (value) => untilZero(value)

/** A name without a path. */
export function fileName(parameter: string, what: 'a filename' | 'a dirname'): Kind {
  const refusal = new Refusal(`${parameter} can't be a path, just ${what}`)
  return (value) => (value.includes('/') ? refusal : value)
}

const LONGEST_HOSTNAME = 255
const HOSTNAME_TOO_LONG: Refusal = new Refusal('Hostnames must be less than 256 characters')
const HOSTNAME_CHARACTERS: Refusal = new Refusal(
  'Hostnames may only contain alphanumeric characters, hyphens or dots',
)

export const hostname: Kind = (given) => {
  const value = untilZero(given)
  if (value.length > LONGEST_HOSTNAME) return HOSTNAME_TOO_LONG
  return /^[a-z0-9.-]*$/i.test(value) ? value : HOSTNAME_CHARACTERS
}

/** What proc-title-template may name; `title` and `server-mode` are empty for a server like ours. */
const TITLE_VARIABLES: Readonly<Record<string, string>> = {
  title: '',
  'listen-addr': '*:6379',
  'server-mode': '',
  port: '6379',
  'tls-port': '0',
  'config-file': '-',
  unixsocket: '-',
}
const BAD_TEMPLATE: Refusal = new Refusal(
  'template format is invalid or contains unknown variables',
)

/** A text with {variables}, and `{{` for a brace; the result must be more than blanks. */
export const titleTemplate: Kind = (given) => {
  const value = untilZero(given)
  let sound = true
  const title = value.replace(/\{(\{|[^}]*\}?)/g, (_, variable: string) => {
    if (variable === '{') return variable
    const known = variable.endsWith('}') ? TITLE_VARIABLES[variable.slice(0, -1)] : undefined
    if (known === undefined) sound = false
    return known ?? ''
  })
  return sound && /[^ ]/.test(title) ? value : BAD_TEMPLATE
}

/** The classes of keyspace events, in the order in which they are shown; all of these together are `A`. */
const EVENT_CLASSES = 'g$lshzxetd'
const BAD_EVENT_CLASS: Refusal = new Refusal(
  "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.",
)

export const keyspaceEvents: Kind = (text) => {
  const value = untilZero(text)
  if (!/^[Ag$lshzxeKEtmdn]*$/.test(value)) return BAD_EVENT_CLASS
  const given = (classes: string): string =>
    [...classes].filter((each) => value.includes(each)).join('')
  const all = value.includes('A') || given(EVENT_CLASSES) === EVENT_CLASSES
  return (all ? 'A' : given(EVENT_CLASSES)) + given('nKEm')
}
