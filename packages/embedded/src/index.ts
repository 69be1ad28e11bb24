export { type EnginePreset, PRESETS } from './preset.ts'
export { Resident, type StartOptions, startServer } from './start.ts'
