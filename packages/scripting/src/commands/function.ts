import { type Command, type Handler, helpOf, subcommandSyntax, untilZero } from '@resident/commands'
import { encodeFunctions } from '@resident/rdb'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import { isFlushMode } from './flush-mode.ts'
import { functionList } from './function-list.ts'
import { functionRestore } from './function-restore.ts'
import { functionStats } from './function-stats.ts'
import { killRun } from './kill-run.ts'
import { librariesChanged } from './libraries-changed.ts'

const TO_ALL: readonly string[] = ['request_policy:all_shards', 'response_policy:all_succeeded']

/** FUNCTION DELETE library-name */
const functionDelete: Handler = ({ server }, argv, reply) => {
  scriptingOf(server).libraries.delete(argv[2]!)
  librariesChanged(server)
  reply.status('OK')
}

/** FUNCTION DUMP */
const functionDump: Handler = ({ server }, _argv, reply) => {
  const { sources } = scriptingOf(server)
  reply.bulk(encodeFunctions(sources, server.config.value('rdbcompression') === 'yes'))
}

/** FUNCTION FLUSH [ASYNC | SYNC] */
const functionFlush: Handler = ({ server }, argv, reply) => {
  if (argv.length > 3) throw subcommandSyntax('FUNCTION', argv[1]!)
  if (!isFlushMode(argv)) throw err('FUNCTION FLUSH only supports SYNC|ASYNC option')
  scriptingOf(server).libraries.flush()
  librariesChanged(server)
  reply.status('OK')
}

/** FUNCTION LOAD [REPLACE] function-code */
const functionLoad: Handler = ({ server }, argv, reply) => {
  const code = argv.length - 1
  for (let i = 2; i < code; i++) {
    const option = untilZero(argv[i]!)
    if (option.toUpperCase() !== 'REPLACE') throw err(`Unknown option given: ${option}`)
  }
  const name = scriptingOf(server).libraries.load(argv[code]!, code > 2)
  librariesChanged(server)
  reply.bulk(name)
}

/** FUNCTION */
export const functionCommand: Command = {
  name: 'function',
  arity: -2,
  flags: [],
  subcommands: [
    { name: 'delete', arity: 3, flags: ['write', 'noscript'], tips: TO_ALL, run: functionDelete },
    { name: 'dump', arity: 2, flags: ['noscript'], run: functionDump },
    { name: 'flush', arity: -2, flags: ['write', 'noscript'], tips: TO_ALL, run: functionFlush },
    helpOf('FUNCTION'),
    killRun('function'),
    {
      name: 'list',
      arity: -2,
      flags: ['noscript'],
      tips: ['nondeterministic_output_order'],
      run: functionList,
    },
    {
      name: 'load',
      arity: -3,
      flags: ['write', 'denyoom', 'noscript'],
      tips: TO_ALL,
      run: functionLoad,
    },
    {
      name: 'restore',
      arity: -3,
      flags: ['write', 'denyoom', 'noscript'],
      tips: TO_ALL,
      run: functionRestore,
    },
    {
      name: 'stats',
      arity: 2,
      flags: ['noscript', 'allow_busy'],
      tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
      run: functionStats,
    },
  ],
}
