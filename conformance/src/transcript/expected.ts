/** What comes at a client in one step, as printed, in each protocol. */
export interface Texts {
  resp2: string
  resp3: string
}

/** What should come: at the reference version, and at others where they say something else. */
export interface Expected extends Texts {
  /** By version, such as `7.4`. */
  readonly versions: Record<string, Texts>
}

/** `3| …`, `7.4| …`, `7.4/3| …`, and each without anything after it. */
const PREFIXED = /^(?:3|(\d+\.\d+)(\/3)?)\|(?: (.*))?$/

export function nothingExpected(): Expected {
  return { resp2: '', resp3: '', versions: {} }
}

/** What should come at a server of this version; without one, at the reference version. */
export function textsAt(expected: Expected, version: string | undefined): Texts {
  return (version === undefined ? undefined : expected.versions[version]) ?? expected
}

/** Adds a line of a transcript. Lines gather with a leading line break, which `finish` takes away. Throws where they are out of order. */
export function addLine(expected: Expected, source: string): void {
  const prefixed = PREFIXED.exec(source)
  if (prefixed === null) {
    const isLate = expected.resp3 !== '' || Object.keys(expected.versions).length > 0
    if (isLate) throw new Error('RESP2 replies stand before lines with a prefix')
    expected.resp2 += `\n${source}`
    return
  }
  const [, version, slash, line] = prefixed
  const texts = version === undefined ? expected : textsOf(expected, version)
  const protocol = version === undefined || slash !== undefined ? 'resp3' : 'resp2'
  texts[protocol] = line === undefined ? texts[protocol] || '\n' : `${texts[protocol]}\n${line}`
}

function textsOf(expected: Expected, version: string): Texts {
  const texts = expected.versions[version] ?? { resp2: '', resp3: '' }
  expected.versions[version] = texts
  return texts
}

/** After the last line: what was not said follows from what was. */
export function finish(expected: Expected): void {
  expected.resp2 = expected.resp2.slice(1)
  expected.resp3 = expected.resp3 === '' ? expected.resp2 : expected.resp3.slice(1)
  for (const texts of Object.values(expected.versions)) {
    texts.resp2 = texts.resp2 === '' ? expected.resp2 : texts.resp2.slice(1)
    texts.resp3 = texts.resp3 === '' ? texts.resp2 : texts.resp3.slice(1)
  }
}

/** The lines of a transcript, as `addLine` reads them. */
export function renderExpected(expected: Expected): string[] {
  const { resp2, resp3, versions } = expected
  const lines = linesOf(resp2)
  if (resp3 !== resp2) lines.push(...prefixed('3', resp3))
  for (const [version, texts] of Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (isSame(texts, expected)) continue
    if (texts.resp2 !== resp2) lines.push(...prefixed(version, texts.resp2))
    if (texts.resp3 !== texts.resp2) lines.push(...prefixed(`${version}/3`, texts.resp3))
  }
  return lines
}

export function isSame(one: Texts, other: Texts): boolean {
  return one.resp2 === other.resp2 && one.resp3 === other.resp3
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

function prefixed(prefix: string, text: string): string[] {
  return text.split('\n').map((line) => (line === '' ? `${prefix}|` : `${prefix}| ${line}`))
}
