import { expect, test } from 'vitest'
import { quoteArgument, splitArguments } from '../quoting.ts'
import { parseTranscript, renderTranscript } from './parse.ts'

const TEXT = `# blpop.transcript

BLPOP waits
# for B
> BLPOP k 0
B> RPUSH k "a\\xff"
(integer) 1
A<
1) "k"
2) "a\\xff"

C> SUBSCRIBE ch
1) "subscribe"
3| 1> "subscribe"
@ 1500ms
>> "*1\\r\\n"
A<
3| 1> "invalidate"

BLPOP has a second section
> ZSCORE z a
"1.5"
3| (double) 1.5
> CLIENT TRACKING on
OK
3|
`

test('a transcript is rendered as it was read', () => {
  expect(renderTranscript(parseTranscript(TEXT))).toBe(TEXT)
})

test('a transcript falls into sections of steps', () => {
  const [first, second] = parseTranscript(TEXT).sections
  expect(first?.title).toBe('BLPOP waits')
  const steps = first?.steps.filter((step) => step.kind !== 'text') ?? []
  expect(steps.map((step) => step.line)).toEqual([5, 6, 12, 15, 16])
  expect(steps[0]).toMatchObject({
    client: 'A',
    request: ['BLPOP', 'k', '0'],
    reply: { resp2: '' },
  })
  expect(steps[1]).toMatchObject({
    client: 'B',
    request: ['RPUSH', 'k', 'a\xff'],
    arrivals: [{ client: 'A', resp2: '1) "k"\n2) "a\\xff"' }],
  })
  expect(steps[2]).toMatchObject({ reply: { resp3: '1> "subscribe"' } })
  expect(steps[3]).toMatchObject({ kind: 'wait', milliseconds: 1500 })
  expect(steps[4]).toMatchObject({
    request: { raw: '*1\r\n' },
    arrivals: [{ resp2: '', resp3: '1> "invalidate"' }],
  })
  expect(second?.steps[1]).toMatchObject({ reply: { resp2: 'OK', resp3: '' } })
})

test('what another release says stands beside what the reference version says', () => {
  const text = `Title
# not at 6.2: the server ends
> HELLO
"a"
3| 1# "a"
6.2| (error) ERR unknown
7.4| "b"
7.4/3| 1# "b"
> GET k
7.4/3| (nil)
B<
7.4| "came"
`
  const [section] = parseTranscript(text).sections
  const [, hello, get] = section?.steps ?? []
  expect(section?.notAt).toEqual(['6.2'])
  expect(hello).toMatchObject({
    reply: {
      resp2: '"a"',
      resp3: '1# "a"',
      versions: {
        '6.2': { resp2: '(error) ERR unknown', resp3: '(error) ERR unknown' },
        '7.4': { resp2: '"b"', resp3: '1# "b"' },
      },
    },
  })
  expect(get).toMatchObject({
    reply: { resp2: '', resp3: '', versions: { '7.4': { resp2: '', resp3: '(nil)' } } },
    arrivals: [{ client: 'B', resp2: '', versions: { '7.4': { resp2: '"came"' } } }],
  })
  expect(renderTranscript(parseTranscript(text))).toBe(text)
})

test('a reply without a request is refused with its line', () => {
  expect(() => parseTranscript('title\n(integer) 1\n')).toThrow('line 2')
  expect(() => parseTranscript('> PING\n')).toThrow('line 1: a title')
})

test('arguments are split as redis-cli splits them', () => {
  expect(splitArguments(`SET "a b" 'c\\'d' "\\x00\\"" e\tf`)).toEqual([
    'SET',
    'a b',
    "c'd",
    '\0"',
    'e',
    'f',
  ])
  expect(splitArguments('SET "" é')).toEqual(['SET', '', '\xc3\xa9'])
  expect(() => splitArguments('"a"b')).toThrow('no blank')
  expect(() => splitArguments('"a')).toThrow('not closed')
})

test('an argument that is quoted splits back to itself', () => {
  const all = String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i))
  for (const text of ['', 'a', 'a b', "it's", '"', '\\', '\\n', all, ...all]) {
    expect(splitArguments(quoteArgument(text))).toEqual([text])
  }
})
