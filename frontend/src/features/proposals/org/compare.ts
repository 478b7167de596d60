import type { ConflictField } from '@/components/app/AutosaveStatus';
import type { Translate } from '@/lib/i18n';
import { localText, type SchemeView } from '@/lib/scheme';
import { type Draft, TEXTS } from './draft';

/** Two versions of a draft, field by field in words, for the choice after a conflict. */
export function compareDrafts(
  mine: Draft,
  theirs: Draft,
  t: Translate<'proposals'>,
  scheme: SchemeView | undefined,
): ConflictField[] {
  const category = (code: string) => {
    const found = scheme?.categories?.find((entry) => entry.code === code);
    return found ? localText(found.title) : code;
  };
  const subject = (code: string) => {
    const found = scheme?.budget?.lines.find((line) => line.subject === code);
    return found ? localText(found.title) : code;
  };
  const both = (label: string, path: string[], words: (draft: Draft) => string): ConflictField => ({
    label,
    path,
    mine: words(mine),
    theirs: words(theirs),
  });
  const lines = (table: 'grant' | 'matching') => (draft: Draft) =>
    draft.budget[table]
      .map((line) =>
        `${subject(line.subject)} ${line.content} ${line.unit_price} × ${line.quantity} ${line.source} ${line.proof}`.trim(),
      )
      .join('\n');
  return [
    both(t('field.title'), ['title'], (draft) => draft.title),
    both(t('document.category'), ['category'], (draft) => category(draft.category)),
    both(t('document.track'), ['track'], (draft) => draft.track),
    ...TEXTS.map((field) => both(t(`document.${field}`), ['content', field], (draft) => draft.content[field])),
    both(t('document.indicators'), ['indicators'], (draft) =>
      draft.indicators.map((row) => `${row.name} ${row.baseline} → ${row.target} ${row.unit}`).join('\n'),
    ),
    both(t('document.beneficiaries'), ['beneficiaries'], (draft) =>
      draft.beneficiaries.map((row) => `${row.kind} ${row.head_count}`).join('\n'),
    ),
    both(t('document.plan'), ['plan'], (draft) =>
      draft.plan.map((row) => `${row.month} ${row.activity} ${row.place} ${row.target} ${row.share}`.trim()).join('\n'),
    ),
    both(t('document.members'), ['team'], (draft) =>
      draft.team.map((row) => `${row.name} ${row.role} ${row.qualification} ${row.duty}`.trim()).join('\n'),
    ),
    both(t('document.riskRows'), ['risks'], (draft) =>
      draft.risks.map((row) => `${row.risk} ${row.level} ${row.response}`.trim()).join('\n'),
    ),
    both(t('document.grantTable'), ['budget', 'grant'], lines('grant')),
    both(t('document.matchingTable'), ['budget', 'matching'], lines('matching')),
  ];
}
