import { strict as assert } from 'node:assert'
import { ascii, EMPTY } from '@resident/bytes'
import { test } from 'vitest'
import { allCommands } from '../all.ts'
import { CommandTable } from '../table.ts'
import { Catalogue } from './catalogue.ts'
import { describeCommands } from './describe.ts'
import { Selector } from './selector.ts'
import { applyToSelector } from './selector-rules.ts'

test('rules name commands as they were named before any renaming, and those that it took away', () => {
  const table = new CommandTable(allCommands)
  table.rename('get', '')
  table.rename('set', 'xset')
  const catalogue = new Catalogue(table)
  const selector = new Selector(false)
  assert.equal(applyToSelector(selector, ascii('+get'), catalogue), undefined)
  assert.equal(applyToSelector(selector, ascii('+set'), catalogue), undefined)
  assert.notEqual(applyToSelector(selector, ascii('+xset'), catalogue), undefined)
  assert.equal(describeCommands(selector.commands, catalogue), '-@all +get +set')
})

test('a command that is added later is allowed to those who are allowed all but some', () => {
  const table = new CommandTable(allCommands)
  const catalogue = new Catalogue(table)
  const [most, few] = [new Selector(false), new Selector(false)]
  for (const rule of ['+@all', '-get']) applyToSelector(most, ascii(rule), catalogue)
  for (const rule of ['-@all', '+@read']) applyToSelector(few, ascii(rule), catalogue)
  table.add({
    name: 'mine',
    group: 'generic',
    since: '0.1.0',
    arity: 1,
    flags: ['readonly'],
    run: (_client, _argv, reply) => reply.bulk(EMPTY),
  })
  assert.ok(most.commands.has('mine'))
  assert.ok(!few.commands.has('mine'))
  assert.equal(applyToSelector(few, ascii('+mine'), catalogue), undefined)
  assert.ok(few.commands.has('mine'))
})
