import { useTranslation } from '@/lib/i18n';
import type { CountedStage } from './api';

/** Texts that a site visit says in its own words. */
export type StageText =
  | 'none'
  | 'weightsText'
  | 'enter'
  | 'again'
  | 'enterText'
  | 'heldOn'
  | 'venue'
  | 'counts'
  | 'ballots'
  | 'impossible'
  | 'evidence'
  | 'evidenceHint'
  | 'entered'
  | 'confirmText';

/** The words of a stage that is counted: a jury votes, visitors fill sheets. */
export function useStageWords(stage: CountedStage) {
  const { t } = useTranslation('juries');
  const visit = stage === 'site_visit';
  return {
    visit,
    word: (key: StageText) => (visit ? t(`visit.${key}`) : t(key)),
    protocol: (seq: number) => (visit ? t('visit.protocol', { seq }) : t('protocol', { seq })),
    hindrance: (code: string) => (visit ? `juries:visit.${code}` : `juries:hindrance.${code}`),
  };
}
