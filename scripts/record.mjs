// `npm run record -- zadd lpop`: plays transcripts at a real redis-server and rewrites their replies.

import { fileURLToPath } from 'node:url'
import { runTypeScript } from './run-ts.mjs'

const entry = new URL('../conformance/src/transcript/record.ts', import.meta.url)
await runTypeScript(fileURLToPath(entry), process.argv.slice(2))
