// A module of its own, to be imported when it is asked for: in CommonJS that is a `require`, which Jest allows, as it does
// not the `import()` of a package.
export { ioredisOptions, startServer } from '@resident/embedded'
