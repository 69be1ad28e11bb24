import { describe, expect, test } from 'vitest'
import { loadGrammars } from '../generate/grammar.ts'
import { loadDocumentedErrors } from '../generate/reach.ts'
import { parseTranscript } from '../transcript/parse.ts'
import { casesOf } from './cases.ts'
import { requestsOf } from './evidence.ts'

const grammars = loadGrammars()
const documented = loadDocumentedErrors()

function lackingIn(command: string, text: string): string[] {
  const { sections } = parseTranscript(text)
  const played = sections
    .flatMap((section) => requestsOf(section, `${command}.transcript`, grammars))
    .filter((each) => each.command === command)
  return casesOf(grammars.get(command)!, documented)
    .filter(({ isShownBy }) => !played.some(isShownBy))
    .map(({ name }) => name)
}

describe('cases', () => {
  test('a command without a transcript lacks all that its grammar demands', () => {
    expect(lackingIn('lpop', '')).toEqual([
      'plain use',
      'wrong arity',
      'missing key',
      'wrong type',
      'bad argument with a missing key',
      'empty string',
      'byte above 127',
    ])
    expect(lackingIn('dbsize', '')).toEqual(['plain use', 'wrong arity'])
    expect(lackingIn('set', '')).toContain('option KEEPTTL')
  })

  test('an option that was refused has not been shown', () => {
    const refused = 'Title\n> LCS a b MINMATCHLEN 4 LEN\n(error) ERR no\n'
    expect(lackingIn('lcs', refused)).toContain('option LEN')
    expect(lackingIn('lcs', 'Title\n> LCS a b LEN\n(integer) 0\n')).not.toContain('option LEN')
  })

  test('a key is missing until something that may write names it', () => {
    const written = 'Title\n> RPUSH k a\n(integer) 1\n> LPOP k\n"a"\n'
    expect(lackingIn('lpop', written)).toContain('missing key')
    expect(lackingIn('lpop', 'Title\n> LLEN k\n(integer) 0\n> LPOP k\n(nil)\n')).not.toContain(
      'missing key',
    )
  })

  test('a bad argument counts where the key is missing', () => {
    const held = 'Title\n> RPUSH k a\n(integer) 1\n> LPOP k x\n(error) ERR no\n'
    expect(lackingIn('lpop', held)).toContain('bad argument with a missing key')
    expect(lackingIn('lpop', 'Title\n> LPOP k x\n(error) ERR no\n')).not.toContain(
      'bad argument with a missing key',
    )
  })
})
