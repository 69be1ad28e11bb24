import { engineSuite } from '@resident/storage/testing'
import { test } from 'vitest'
import { plainEngine } from './plain-engine.mjs'

engineSuite({ test, engine: { list: plainEngine.list } })
