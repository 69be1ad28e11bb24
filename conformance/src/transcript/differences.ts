import { parseTranscript } from './parse.ts'

/** The part of a report that is about one transcript: which of its requests the release answers otherwise. */
export function differencesIn(name: string, text: string, release: string): string[] {
  const { sections } = parseTranscript(text)
  const lines = sections.flatMap(({ title, notAt, steps }) => {
    const different = steps.flatMap((step) => {
      if (step.kind === 'text') return []
      const all = step.kind === 'request' ? [step.reply, ...step.arrivals] : step.arrivals
      return all.some(({ versions }) => release in versions) ? [`  ${step.source}`] : []
    })
    const reason = notAt.includes(release) ? ' (cannot be played)' : ''
    return different.length > 0 || reason !== '' ? [`${title}${reason}`, ...different] : []
  })
  return lines.length > 0 ? [`## ${name}`, '', '```', ...lines, '```', ''] : []
}
