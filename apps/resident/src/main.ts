import { parseCommandLine, USAGE, WrongUsage } from './command-line.ts'
import { serve } from './serve.ts'

try {
  const wish = parseCommandLine(process.argv.slice(2))
  if (wish.kind === 'text') process.stdout.write(wish.text)
  else await serve(wish)
} catch (error) {
  process.stderr.write(`resident: ${error instanceof Error ? error.message : String(error)}\n`)
  if (error instanceof WrongUsage) process.stderr.write(`\n${USAGE}`)
  process.exitCode = error instanceof WrongUsage ? 2 : 1
}
