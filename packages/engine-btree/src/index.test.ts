import { engineSuite } from '@resident/storage/testing'
import { test } from 'vitest'
import { btreeEngine } from './index.ts'

engineSuite({ test, engine: btreeEngine })
