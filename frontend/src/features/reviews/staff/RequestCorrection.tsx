import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { localText } from '@/lib/scheme';
import { useSubmit } from '@/lib/submit';
import {
  type ResultsView,
  type ReviewCorrectionInput,
  requestReviewCorrection,
  sealedReviewOptions,
  sealedReviewsOptions,
} from './api';

type Reason = ReviewCorrectionInput['reason_code'];
type Kind = ReviewCorrectionInput['kind'];

/** Which reason allows what, as the platform's closed list has it. */
const REASONS: Record<Reason, Kind[]> = {
  calc_error: ['amend'],
  out_of_range: ['amend'],
  objective_item_mismatch: ['amend'],
  flagged_extreme_confirmed: ['amend', 'void'],
  wrong_proposal: ['void'],
  late_coi: ['void'],
  misconduct: ['void'],
};

/** Asks a second person for the correction of one sealed review. */
export function RequestCorrection({ results }: { results: ResultsView }) {
  const { t } = useTranslation('reviews');
  const id = useId();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [proposal, setProposal] = useState<string | null>(null);
  const [assignment, setAssignment] = useState<string | null>(null);
  const [reason, setReason] = useState<Reason | null>(null);
  const [chosen, setChosen] = useState<Kind | null>(null);
  const [why, setWhy] = useState('');
  const [scores, setScores] = useState<Record<string, string>>({});
  const { data: reviews } = useQuery({ ...sealedReviewsOptions(proposal ?? ''), enabled: proposal !== null });
  const { data: sealed } = useQuery({ ...sealedReviewOptions(assignment ?? ''), enabled: assignment !== null });
  const kinds = reason ? REASONS[reason] : [];
  const kind = kinds.length === 1 ? (kinds[0] ?? null) : chosen;
  const review = sealed?.review;
  const ready = assignment !== null && reason !== null && kind !== null && why.trim().length >= 10;
  const send = () =>
    void run(async (key) => {
      await requestReviewCorrection({
        path: { id: assignment ?? '' },
        headers: { 'Idempotency-Key': key },
        body: {
          kind: kind ?? 'void',
          reason_code: reason ?? 'calc_error',
          reason: why.trim(),
          scores: kind === 'amend' ? { ...review?.scores, ...scores } : null,
        },
      });
      setAssignment(null);
      setReason(null);
      setWhy('');
      setScores({});
      await client.invalidateQueries();
    });
  return (
    <details className="yc-no-print">
      <summary>{t('corrections.request')}</summary>
      <ErrorSummary error={error} />
      <FieldRow id={`${id}-proposal`} label={t('corrections.proposal')}>
        {(control) => (
          <PlainSelect
            id={control.id}
            placeholder={t('corrections.choose')}
            options={results.rows.map((row) => ({
              value: row.proposal.id,
              label: `${row.proposal.number} ${row.proposal.title}`,
            }))}
            value={proposal}
            onChange={(value) => {
              setProposal(value);
              setAssignment(null);
            }}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-review`} label={t('corrections.review')}>
        {(control) => (
          <PlainSelect
            id={control.id}
            placeholder={t('corrections.choose')}
            options={(reviews?.items ?? [])
              .filter((row) => row.state === 'completed')
              .map((row) => ({
                value: row.id,
                label: `${row.alias}${row.stage_kind === 'defence' ? ` · ${t('staff.stageOf.defence')}` : ''}`,
              }))}
            value={assignment}
            onChange={setAssignment}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-code`} label={t('corrections.reasonCode')}>
        {(control) => (
          <PlainSelect
            id={control.id}
            placeholder={t('corrections.choose')}
            options={(Object.keys(REASONS) as Reason[]).map((code) => ({
              value: code,
              label: enumLabel('correction_reason', code),
            }))}
            value={reason}
            onChange={(value) => setReason(value as Reason | null)}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-kind`} label={t('corrections.kind')}>
        {(control) => (
          <PlainSelect
            id={control.id}
            placeholder={t('corrections.choose')}
            options={kinds.map((one) => ({ value: one, label: enumLabel('correction_kind', one) }))}
            value={kind}
            onChange={(value) => setChosen(value as Kind | null)}
          />
        )}
      </FieldRow>
      {kind === 'amend' && sealed
        ? sealed.rubric.map((criterion) => (
            <FieldRow
              key={criterion.code}
              id={`${id}-score-${criterion.code}`}
              label={localText(criterion.title)}
              hint={t('score.range', { min: criterion.min, max: criterion.max, step: criterion.step })}
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  style={{ width: '8rem' }}
                  value={scores[criterion.code] ?? review?.scores[criterion.code] ?? ''}
                  onChange={(event) => setScores({ ...scores, [criterion.code]: event.target.value.trim() })}
                />
              )}
            </FieldRow>
          ))
        : null}
      <FieldRow id={`${id}-why`} label={t('corrections.reason')}>
        {(control) => (
          <Input.TextArea
            {...control}
            maxLength={2000}
            autoSize={{ minRows: 3, maxRows: 8 }}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </FieldRow>
      <Button type="primary" disabled={!ready} loading={running} onClick={send}>
        {t('corrections.submit')}
      </Button>
    </details>
  );
}
