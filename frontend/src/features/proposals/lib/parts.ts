import type { Translate } from '@/lib/i18n';

/** The parts of a proposal that an officer can return, as pointers, in the order of the form. */
export const RETURNABLE = [
  '/title',
  '/category',
  '/content/summary',
  '/content/need',
  '/content/goals',
  '/content/activities',
  '/plan',
  '/content/team',
  '/team',
  '/content/risks',
  '/risks',
  '/indicators',
  '/beneficiaries',
  '/budget/grant',
  '/budget/matching',
  '/attachments',
] as const;

/** A part of a proposal in words; a row of a list with its place. */
export function partLabel(pointer: string, t: Translate<'proposals'>): string {
  const steps = pointer.split('/').filter(Boolean);
  const [head = '', second = ''] = steps;
  const row = steps.find((step) => /^\d+$/.test(step));
  const nth = row === undefined ? '' : t('rows.nth', { n: Number(row) + 1 });
  switch (head) {
    case 'title':
      return t('field.title');
    case 'category':
    case 'track':
    case 'indicators':
    case 'beneficiaries':
    case 'plan':
      return t(`document.${head}`) + nth;
    case 'team':
      return t('document.members') + nth;
    case 'risks':
      return t('document.riskRows') + nth;
    case 'content': {
      const text = (['summary', 'need', 'goals', 'activities', 'team', 'risks'] as const).find(
        (name) => name === second,
      );
      return text ? t(`document.${text}`) : t('document.title');
    }
    case 'budget':
      if (second === 'matching') return t('document.matchingTable') + nth;
      if (second === 'grant') return t('document.grantTable') + nth;
      return t('document.budget');
    case 'requested':
      return t('document.requested');
    case 'attachments':
      return t('document.attachments');
    case 'needs':
      return t('document.needs');
    case 'answers':
      return t('document.answers');
    case 'organisation':
      return t('document.organisation');
    default:
      return pointer;
  }
}
