// One line chooses the engine.

import { startServer } from '@resident/embedded'
import { plainEngine } from './plain-engine.mjs'

const server = await startServer({ engine: plainEngine })
console.log(`Lists are plain arrays at ${server.url}`)
