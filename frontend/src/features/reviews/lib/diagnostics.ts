/** A figure with two decimals for reading; what is not defined is a dash. */
export function figure(text: string | null | undefined): string {
  return text == null ? '—' : Number(text).toFixed(2);
}

interface Range {
  rank?: number | null | undefined;
  best?: number | null | undefined;
  worst?: number | null | undefined;
}

/** Where the places of a proposal lie on a scale of all places, in per cent of its length; nothing without a place. */
export function span(
  { rank, best, worst }: Range,
  places: number,
): { left: number; width: number; now: number } | null {
  if (rank == null || best == null || worst == null) return null;
  const at = (place: number) => (places < 2 ? 50 : ((place - 1) / (places - 1)) * 100);
  return { left: at(best), width: at(worst) - at(best), now: at(rank) };
}
