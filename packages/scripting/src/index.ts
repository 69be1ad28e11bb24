export { scriptingCommands } from './commands/index.ts'
export { type Scripting, scriptingOf } from './scripting.ts'
