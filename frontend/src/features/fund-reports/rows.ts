import type { ReportBy } from '@/api/gen/types.gen';
import { textOf } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import type { FundReportRow } from './api';

/** What a row is about, in words. */
export function rowName(by: ReportBy, row: FundReportRow): string {
  if (row.key == null) return textOf('reports:unbound') ?? '—';
  if (by === 'source') return enumLabel('source', row.key);
  return [row.number, row.name].filter(Boolean).join(' ');
}

/** Basis points as a percentage with two decimals. */
export function rateText(bp: number | null | undefined): string {
  if (bp == null) return '—';
  const digits = String(Math.abs(bp)).padStart(3, '0');
  return `${bp < 0 ? '−' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}%`;
}
