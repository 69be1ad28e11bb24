import { engineSuite } from '@resident/storage/testing'
import { test } from 'vitest'
import { mapEngine } from './index.ts'

engineSuite({ test, engine: mapEngine })
