import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { xgroupCreate } from './xgroup-create.ts'
import { xgroupCreateconsumer } from './xgroup-createconsumer.ts'
import { xgroupDelconsumer } from './xgroup-delconsumer.ts'
import { xgroupDestroy } from './xgroup-destroy.ts'
import { xgroupSetid } from './xgroup-setid.ts'

/** XGROUP */
export const xgroup: Command = {
  name: 'xgroup',
  arity: -2,
  flags: [],
  subcommands: [
    xgroupCreate,
    xgroupCreateconsumer,
    xgroupDelconsumer,
    xgroupDestroy,
    helpOf('XGROUP'),
    xgroupSetid,
  ],
}
