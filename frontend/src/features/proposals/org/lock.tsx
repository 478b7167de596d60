import { createContext, useContext } from 'react';

/** The pointers of the parts that may be changed; nothing when all of them may. */
const OpenParts = createContext<string[] | null>(null);

export const OpenPartsProvider = OpenParts.Provider;

/** Whether a part lies inside one of those that are open, or holds one of them. */
function touches(open: string[], pointer: string): boolean {
  return open.some((part) => part === pointer || pointer.startsWith(`${part}/`) || part.startsWith(`${pointer}/`));
}

/** True when a correction returned other parts than this one; the server refuses a change of it. */
export function useLocked(pointer: string): boolean {
  const open = useContext(OpenParts);
  return open !== null && !touches(open, pointer);
}
