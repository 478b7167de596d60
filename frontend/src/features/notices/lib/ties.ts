export interface Tied {
  id: string;
  group: number;
  title: string;
}

interface Row {
  tie_group?: number | null | undefined;
  proposal: { id: string; title: string; organisation_name: string };
}

/** Proposals equal on every key, in the order of the ranking; a group of one is no tie. */
export function tiedRows(rows: Row[]): Tied[] {
  const size = new Map<number, number>();
  for (const { tie_group } of rows) if (tie_group != null) size.set(tie_group, (size.get(tie_group) ?? 0) + 1);
  return rows.flatMap(({ tie_group, proposal }) =>
    tie_group != null && (size.get(tie_group) ?? 0) > 1
      ? [{ id: proposal.id, group: tie_group, title: `${proposal.title} · ${proposal.organisation_name}` }]
      : [],
  );
}

/** Moves one entry by one place within its group; at the ends nothing moves. */
export function moved(order: Tied[], id: string, by: -1 | 1): Tied[] {
  const from = order.findIndex((entry) => entry.id === id);
  const other = order[from + by];
  const entry = order[from];
  if (!entry || !other || other.group !== entry.group) return order;
  const next = [...order];
  next[from] = other;
  next[from + by] = entry;
  return next;
}
