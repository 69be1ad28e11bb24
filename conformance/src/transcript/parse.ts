import { splitArguments } from '../quoting.ts'
import { addLine, type Expected, finish, nothingExpected, renderExpected } from './expected.ts'

/** What came at a client that had not asked in this step: a push, or a blocked command's late answer. */
export interface Arrival extends Expected {
  readonly client: string
}

export type Step =
  | {
      readonly kind: 'request'
      readonly client: string
      /** Split as redis-cli splits; or, for `>>` lines, bytes that are sent as they are. */
      readonly request: readonly string[] | { readonly raw: string }
      /** The line as its author wrote it. */
      readonly source: string
      readonly line: number
      readonly reply: Expected
      readonly arrivals: Arrival[]
    }
  | {
      readonly kind: 'wait'
      readonly milliseconds: number
      readonly source: string
      readonly line: number
      readonly arrivals: Arrival[]
    }
  /** A comment or a blank line. */
  | { readonly kind: 'text'; readonly source: string }

/** A step at which something is done. */
export type PlayedStep = Exclude<Step, { kind: 'text' }>
export type RequestStep = Extract<Step, { kind: 'request' }>

/** Steps that belong together, played from an empty server. */
export interface Section {
  readonly title: string
  readonly line: number
  /** Parameters of redis.conf that its server starts with. */
  readonly config: Readonly<Record<string, string>>
  /** Versions at which it cannot be played. */
  readonly notAt: string[]
  readonly steps: Step[]
}

export interface Transcript {
  /** What stands before the first title: comments, and `# server:` lines. */
  readonly head: string[]
  readonly sections: Section[]
}

const REQUEST = /^([A-Z]?)(>>?) (.*)$/
const ARRIVAL = /^([A-Z])<$/
const SERVER = /^# server: (\S+) (.+)$/
const NOT_AT = /^# not at (\d+\.\d+)\b/
const WAIT = /^@ (\d+)ms$/

/**
 * Reads a transcript. The form, line by line:
 *
 * - after a blank line, a line that is none of the following is the title of a new section;
 * - `# …` is a comment; but `# server: cluster-enabled yes` before the first title is a parameter that servers start with,
 *   and `# not at 6.2: why` in a section says that a server of that version cannot play it;
 * - `> GET k`, `B> GET k` are requests (`>` alone is client A), `>> "…"` sends raw bytes;
 * - `@ 1500ms` lets time pass;
 * - `B<` says that what follows came at B without B having asked in this step;
 * - `3| …` is the reply in RESP3, where it differs from the lines above it;
 * - `7.4| …` is the reply of Redis 7.4, where it differs from the reference version's, `7.4/3| …` that in RESP3;
 * - all else is the reply to the line above.
 *
 * Throws an error that names the line where it is none of these.
 */
export function parseTranscript(text: string): Transcript {
  const transcript: Transcript = { head: [], sections: [] }
  let section: Section | undefined
  let target: Expected | undefined
  let afterBlank = true

  const lines = text.replace(/\n+$/, '').split('\n')
  for (const [index, source] of lines.entries()) {
    const line = index + 1
    const step = readStep(source, line)
    if (step?.kind === 'text') {
      if (section === undefined) transcript.head.push(source)
      else addText(section, step)
      target = undefined
      afterBlank ||= source === ''
      continue
    }
    if (step !== undefined) {
      if (section === undefined) throw new Error(`line ${line}: a title must come first`)
      section.steps.push(step)
      target = step.kind === 'request' ? step.reply : undefined
    } else if (ARRIVAL.test(source)) {
      target = addArrival(section, (ARRIVAL.exec(source) as RegExpExecArray)[1] as string, line)
    } else if (target === undefined && afterBlank) {
      section = { title: source, line, config: configIn(transcript.head), notAt: [], steps: [] }
      transcript.sections.push(section)
    } else {
      addReplyLine(target, source, line)
    }
    afterBlank = false
  }
  for (const each of transcript.sections) finishAll(each)
  return transcript
}

function configIn(head: readonly string[]): Record<string, string> {
  const lines = head.map((line) => SERVER.exec(line)).filter((line) => line !== null)
  return Object.fromEntries(lines.map(([, name, value]) => [name as string, value as string]))
}

function addText(section: Section, step: Extract<Step, { kind: 'text' }>): void {
  section.steps.push(step)
  const version = NOT_AT.exec(step.source)?.[1]
  if (version !== undefined) section.notAt.push(version)
}

function readStep(source: string, line: number): Step | undefined {
  if (source === '' || source.startsWith('#')) return { kind: 'text', source }
  const wait = WAIT.exec(source)
  if (wait !== null) {
    return { kind: 'wait', milliseconds: Number(wait[1]), source, line, arrivals: [] }
  }
  const request = REQUEST.exec(source)
  if (request === null) return undefined
  const argv = splitArguments(request[3] as string)
  return {
    kind: 'request',
    client: request[1] === '' ? 'A' : (request[1] as string),
    request: request[2] === '>>' ? { raw: argv.join(' ') } : argv,
    source,
    line,
    reply: nothingExpected(),
    arrivals: [],
  }
}

function addArrival(section: Section | undefined, client: string, line: number): Expected {
  const step = section?.steps.at(-1)
  if (step === undefined || step.kind === 'text') {
    throw new Error(`line ${line}: ${client}< must follow a step`)
  }
  const arrival: Arrival = { client, ...nothingExpected() }
  step.arrivals.push(arrival)
  return arrival
}

function addReplyLine(target: Expected | undefined, source: string, line: number): void {
  if (target === undefined) throw new Error(`line ${line}: a reply to nothing`)
  try {
    addLine(target, source)
  } catch (error) {
    throw new Error(`line ${line}`, { cause: error })
  }
}

function finishAll(section: Section): void {
  for (const step of section.steps) {
    if (step.kind === 'text') continue
    for (const each of step.kind === 'request' ? [step.reply, ...step.arrivals] : step.arrivals) {
      finish(each)
    }
  }
}

/** The text of a transcript, as `parseTranscript` reads it. */
export function renderTranscript(transcript: Transcript): string {
  const lines = [...transcript.head]
  for (const section of transcript.sections) {
    lines.push(section.title)
    for (const step of section.steps) lines.push(...renderStep(step))
  }
  return `${lines.join('\n')}\n`
}

function renderStep(step: Step): string[] {
  if (step.kind === 'text') return [step.source]
  const lines = [step.source]
  if (step.kind === 'request') lines.push(...renderExpected(step.reply))
  for (const arrival of step.arrivals) lines.push(`${arrival.client}<`, ...renderExpected(arrival))
  return lines
}
