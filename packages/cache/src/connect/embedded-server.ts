// A module of its own, which is imported on demand: in CommonJS that becomes a `require`, which Jest allows, unlike the
// `import()` of a package.
export { ioredisOptions, startServer } from '@resident/embedded'
