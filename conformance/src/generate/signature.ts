import { fullName } from '../normalise/full-name.ts'
import type { Reply } from '../reply.ts'
import type { Mismatch } from './sequence-judge.ts'

/** What kind of mismatch it is: the command, and what both said, less what varies by the values drawn. */
export function signatureOf({ argv, oracle, ours }: Mismatch): string {
  return `${fullName(argv)}: ${gist(oracle)} / ${gist(ours)}`
}

function gist(reply: Reply): string {
  return reply.type === 'error' ? generalError(reply.text) : reply.type
}

/** An error's text without what it quotes from the request. */
export function generalError(text: string): string {
  return text
    .replace(/'[^']*'/g, "'…'")
    .replace(/(with args beginning with:).*/, '$1 …')
    .replace(/(Unsupported option ).*/, '$1…')
    .replace(/\d+/g, 'n')
}
