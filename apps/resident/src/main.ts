import { parseCommandLine, type Wish, WrongUsage } from './command-line.ts'
import { monitor } from './monitor.ts'
import { outliveReaders } from './outlive-readers.ts'
import { paint } from './paint.ts'
import { runProgram } from './run-program.ts'
import { serve } from './serve.ts'
import { transfer } from './transfer.ts'

outliveReaders()
try {
  await fulfil(parseCommandLine(process.argv.slice(2)))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${paint('red', 'resident:', process.stderr)} ${message}\n`)
  if (error instanceof WrongUsage) {
    const command = error.verb === 'all' ? '' : ` ${error.verb}`
    process.stderr.write(`See 'resident${command} --help'.\n`)
  }
  process.exitCode = error instanceof WrongUsage ? 2 : 1
}

async function fulfil(wish: Wish): Promise<void> {
  switch (wish.kind) {
    case 'text':
      process.stdout.write(wish.text)
      break
    case 'serve':
      return serve(wish)
    case 'run':
      process.exitCode = await runProgram(wish)
      break
    case 'monitor':
      return monitor(wish)
    default:
      return transfer(wish)
  }
}
