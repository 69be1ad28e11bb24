// Swapped in by one line.

import { startServer } from '@resident/embedded'
import { frugalEngine } from './frugal-engine.mjs'

const server = await startServer({ engine: frugalEngine })
console.log(`Lists are frugal at ${server.url}`)
