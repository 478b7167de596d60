/** Stands in for the generated clients' reader of event streams (`vite.config.ts`): the contract has no such stream. */
export function createSseClient(): never {
  throw new Error('The contract has no event stream.');
}
