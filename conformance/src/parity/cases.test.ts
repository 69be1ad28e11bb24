import { describe, expect, test } from 'vitest'
import { loadGrammars } from '../generate/grammar.ts'
import { loadDocumentedErrors } from '../generate/reach.ts'
import { parseTranscript } from '../transcript/parse.ts'
import { casesOf, casesOfContainer } from './cases.ts'
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
      'bad count',
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

  test('each number must be bad once', () => {
    const one = 'Title\n> SETRANGE k x a\n(error) ERR no\n> BITPOS k 1 x 2\n(error) ERR no\n'
    expect(lackingIn('setrange', one)).not.toContain('bad offset')
    expect(lackingIn('bitpos', one)).toContain('bad end')
    expect(lackingIn('bitpos', one)).not.toContain('bad start')
  })

  test('an unknown option is a word that the grammar has no place for', () => {
    const arity = 'Title\n> COPY a b c d e f\n(error) ERR wrong number of arguments\n'
    expect(lackingIn('copy', arity)).toContain('unknown option')
    expect(lackingIn('copy', 'Title\n> COPY a b NO\n(error) ERR syntax error\n')).not.toContain(
      'unknown option',
    )
  })

  test('a command that takes any type is played at a key of another', () => {
    const string = 'Title\n> SET k a\nOK\n> SETEX k 1 a\nOK\n'
    expect(lackingIn('setex', string)).toContain('key of another type')
    const list = 'Title\n> RPUSH k a\n(integer) 1\n> SETEX k 1 a\nOK\n'
    expect(lackingIn('setex', list)).not.toContain('key of another type')
  })

  test('a container is asked for nothing, and for what it has not', () => {
    const text = `Title
> XINFO
(error) ERR wrong number of arguments for 'xinfo' command
> XINFO no
(error) ERR unknown subcommand 'no'. Try XINFO HELP.
> XINFO STREAM
(error) ERR wrong number of arguments for 'xinfo|stream' command
`
    const played = parseTranscript(text).sections.flatMap((section) =>
      requestsOf(section, 'xinfo.transcript', grammars),
    )
    expect(played.map(({ command }) => command)).toEqual(['xinfo', 'xinfo', 'xinfo|stream'])
    for (const { isShownBy } of casesOfContainer({ arity: -2 })) {
      expect(played.filter(({ command }) => command === 'xinfo').some(isShownBy)).toBe(true)
    }
  })
})
