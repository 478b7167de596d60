import { createContext, useContext } from 'react';

/** The titles of the proposals by their numbers. */
export const Titles = createContext<ReadonlyMap<string, string>>(new Map());

/** What a proposal is called; its number when nothing else is known. */
export function useTitle(): (number: string) => string {
  const titles = useContext(Titles);
  return (number) => titles.get(number) || number;
}
