import { describe, expect, test } from 'vitest'
import { loadGrammars } from '../generate/grammar.ts'
import { splitArguments } from '../quoting.ts'
import { readRequest } from './match.ts'

const grammars = loadGrammars()

/** How a request reads: `key=z score=1 member=a; NX CH`, or nothing. */
function read(command: string, line: string): string | undefined {
  const reading = readRequest(grammars.get(command)!, splitArguments(line))
  if (reading === undefined) return undefined
  const words = reading.placed.map(({ argument, text }) => `${argument.name}=${text}`)
  return [words.join(' '), reading.tokens.join(' ')].join('; ')
}

describe('a request is read by its grammar', () => {
  test.each([
    ['get', 'GET k', 'key=k; '],
    ['set', 'SET nx xx GET PX 5', 'key=nx value=xx milliseconds=5; GET PX'],
    ['set', 'SET k v px 5 nx', 'key=k value=v milliseconds=5; PX NX'],
    ['zadd', 'ZADD z NX CH 1 a 2 b', 'key=z score=1 member=a score=2 member=b; NX CH'],
    [
      'zunionstore',
      'ZUNIONSTORE d 2 a b WEIGHTS 1 2 AGGREGATE MAX',
      'destination=d numkeys=2 key=a key=b weight=1 weight=2; WEIGHTS AGGREGATE MAX',
    ],
    ['xread', 'XREAD COUNT 1 STREAMS a b 0 $', 'count=1 key=a key=b id=0 id=$; COUNT STREAMS'],
    ['xadd', 'XADD s * f v', 'key=s field=f value=v; *'],
    ['xadd', 'XADD s 1-1 f v', 'key=s id=1-1 field=f value=v; '],
    [
      'xclaim',
      'XCLAIM s g c 0 1-1 2-2 IDLE 5 FORCE',
      'key=s group=g consumer=c min-idle-time=0 id=1-1 id=2-2 ms=5; IDLE FORCE',
    ],
    ['sort', 'SORT l GET # GET w_* DESC', 'key=l pattern=# pattern=w_*; GET GET DESC'],
    ['xgroup|create', 'XGROUP CREATE s g $ MKSTREAM', 'key=s groupname=g; $ MKSTREAM'],
    ['ping', 'PING', '; '],
  ])('%s: %s', (command, line, expected) => {
    expect(read(command, line)).toBe(expected)
  })

  test.each([
    ['get', 'GET'],
    ['get', 'GET a b'],
    ['set', 'SET k v FOO'],
    ['set', 'SET k v EX'],
    ['zadd', 'ZADD z 1'],
    ['xread', 'XREAD STREAMS a b 0'],
  ])('%s: %s does not follow it', (command, line) => {
    expect(read(command, line)).toBeUndefined()
  })

  test('what a value says is not looked at', () => {
    expect(read('expire', 'EXPIRE k soon')).toBe('key=k seconds=soon; ')
  })
})
