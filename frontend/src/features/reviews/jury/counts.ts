import type { ReviewedProposal } from './api';

/** What is typed for one proposal; all as text, so that nothing is lost while it is typed. */
export interface Count {
  ballots: string;
  points: string;
  /** What a site visit found. */
  findings: string;
}

/** Every line of a pasted table that could be read, and how many could not. */
export interface Pasted {
  counts: Record<string, Count>;
  unread: string[];
}

/** A figure as a sheet writes it: without separators of thousands and without blanks. */
function figure(text: string | undefined): string {
  return (text ?? '').replace(/[,，\s]/g, '');
}

/**
 * Reads rows copied from a sheet: number or title of the proposal, ballots, sum of the points, and of visits what was found;
 * further columns after the name are passed over. A head row is no proposal and is left out silently.
 */
export function readPasted(text: string, proposals: readonly ReviewedProposal[], visits = false): Pasted {
  const found: Pasted = { counts: {}, unread: [] };
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '');
  for (const [index, row] of rows.entries()) {
    const cells = row.split('\t').map((cell) => cell.trim());
    const proposal = proposals.find((one) => cells.includes(one.number) || cells.includes(one.title));
    const findings = visits ? (cells.pop() ?? '') : '';
    const ballots = figure(cells.at(-2));
    const points = figure(cells.at(-1));
    if (proposal && /^\d+$/.test(ballots) && /^\d+(\.\d{1,2})?$/.test(points)) {
      found.counts[proposal.id] = { ballots, points, findings };
    } else if (proposal || index > 0) {
      found.unread.push(cells[0] ?? row);
    }
  }
  return found;
}

/** The mean of a ballot with two decimals, to compare with the paper while it is typed; nothing until both are figures. */
export function meanOf({ ballots, points }: Pick<Count, 'ballots' | 'points'>): string | null {
  if (!/^\d+$/.test(ballots) || !/^\d+(\.\d{1,2})?$/.test(points) || Number(ballots) === 0) return null;
  const [whole = '0', part = ''] = points.split('.');
  const hundredths = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
  const size = BigInt(ballots);
  const rounded = (hundredths * 2n + size) / (size * 2n);
  return `${rounded / 100n}.${String(rounded % 100n).padStart(2, '0')}`;
}

/** Whether the points can come from so many ballots of 0 to 100 points each. */
export function isPossible({ ballots, points }: Pick<Count, 'ballots' | 'points'>): boolean {
  return meanOf({ ballots, points }) === null || Number(points) <= Number(ballots) * 100;
}
