import { engineSuite } from '@resident/storage/testing'
import { test } from 'vitest'
import { frugalEngine } from './frugal-engine.mjs'

engineSuite({ test, engine: { list: frugalEngine.list } })
