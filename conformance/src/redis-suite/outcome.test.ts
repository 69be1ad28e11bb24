import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { reasonOf } from './accepted.ts'
import { readOutcome } from './outcome.ts'

const PRINTED = `Starting test server at port 21079
[\x1b[0;32;49mok\x1b[0m]: SET and GET an item (1 ms)
[\x1b[0;36;49mignore\x1b[0m]: GETDEL propagate as DEL command to replica: Tag: needs:repl denied
[\x1b[0;31;49merr\x1b[0m]: GET of [odd] things in tests/unit/type/string.tcl
Expected 'a' to be equal to 'b'
  in two lines
[ok]: APPEND basics (0 ms)
Waiting for process 17 to exit...
[err]: Stream can be rewritten in tests/unit/type/stream.tcl
ERR Can't execute an AOF background rewriting. Please check the server logs for more information.
`

test('what the suite prints is read case by case, whatever its colours', () => {
  const { passed, failures } = readOutcome(`${PRINTED}[1/1 done]: unit/type/string (2 seconds)\n`)
  assert.equal(passed, 2)
  assert.deepEqual(failures[0], {
    name: 'GET of [odd] things',
    output: ["Expected 'a' to be equal to 'b'", '  in two lines'],
  })
  assert.deepEqual(
    failures.map((each) => reasonOf('unit/type/string', each)),
    [undefined, 'there is no append only file'],
  )
})

test('a unit that breaks off is a failure, whatever passed before', () => {
  const { failures } = readOutcome(PRINTED)
  assert.equal(failures.at(-1)!.name, 'the unit did not end')
  assert.equal(reasonOf('unit/type/string', failures.at(-1)!), undefined)
  const { failures: broken } = readOutcome(
    '[exception]: Executing test client: no pid.\n[1/1 done]: x',
  )
  assert.deepEqual(broken, [{ name: 'Executing test client: no pid.', output: [] }])
})
