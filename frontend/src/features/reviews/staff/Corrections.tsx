import { useQuery } from '@tanstack/react-query';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { PlainTable } from '@/components/base/PlainTable';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import {
  approveReviewCorrection,
  correctionsOptions,
  type ResultsView,
  type ReviewCorrectionView,
  rejectReviewCorrection,
} from './api';
import { RequestCorrection } from './RequestCorrection';

/** What was corrected after the seal, what it changed, and the form to ask for more. */
export function Corrections({ results }: { results: ResultsView }) {
  const { t } = useTranslation('reviews');
  const { data } = useQuery(correctionsOptions(results.run.call_id));
  const officer = hasRole(useSession().user.grants, 'programme_officer');
  if (!data) return null;
  return (
    <Card title={t('corrections.title')}>
      <p className="yc-muted">{t('corrections.text')}</p>
      {data.items.length === 0 ? <p>{t('corrections.none')}</p> : null}
      {data.items.map((one) => (
        <Correction key={one.id} correction={one} />
      ))}
      {officer && results.run.state !== 'published' ? <RequestCorrection results={results} /> : null}
    </Card>
  );
}

function Correction({ correction }: { correction: ReviewCorrectionView }) {
  const { t } = useTranslation('reviews');
  const path = { id: correction.id };
  return (
    <section aria-label={`${correction.proposal.number} ${correction.alias}`}>
      <Descriptions
        items={[
          { label: t('corrections.proposal'), value: `${correction.proposal.number} ${correction.proposal.title}` },
          { label: t('corrections.review'), value: correction.alias },
          { label: t('staff.runState'), value: <StatusTag machine="review_correction" state={correction.state} /> },
          { label: t('corrections.kind'), value: enumLabel('correction_kind', correction.kind) },
          { label: t('corrections.reasonCode'), value: enumLabel('correction_reason', correction.reason_code) },
          { label: t('corrections.reason'), value: correction.reason, wide: true },
          {
            label: t('corrections.asked', { name: correction.requested_by.name }),
            value: <DateTime value={correction.created_at} />,
          },
          ...(correction.decided_by
            ? [
                {
                  label: t('corrections.decided', { name: correction.decided_by.name }),
                  value: (
                    <>
                      <DateTime value={correction.decided_at} /> {correction.decision_reason}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {correction.scores ? <Scores correction={correction} scores={correction.scores} /> : null}
      {correction.new_run_seq == null ? null : <Changes correction={correction} />}
      <ActionBar
        resource={correction}
        machine="review_correction"
        actions={{
          approve: {
            primary: true,
            confirm: t('corrections.approveText'),
            run: ({ headers }) => approveReviewCorrection({ path, headers }),
          },
          reject: {
            reason: 'required',
            confirm: t('corrections.rejectText'),
            run: ({ headers, reason }) => rejectReviewCorrection({ path, headers, body: { reason } }),
          },
        }}
      />
    </section>
  );
}

function Scores({ correction, scores }: { correction: ReviewCorrectionView; scores: Record<string, string> }) {
  const { t } = useTranslation('reviews');
  const changed = Object.entries(scores).filter(([code, points]) => correction.earlier_scores[code] !== points);
  return (
    <PlainTable
      caption={t('corrections.kind')}
      rows={changed}
      rowKey={([code]) => code}
      columns={[
        { key: 'code', title: t('corrections.criterion'), primary: true, render: ([code]) => code },
        {
          key: 'before',
          title: t('corrections.before'),
          align: 'right',
          render: ([code]) => correction.earlier_scores[code] ?? '—',
        },
        { key: 'after', title: t('corrections.after'), align: 'right', render: ([, points]) => points },
      ]}
    />
  );
}

function Changes({ correction }: { correction: ReviewCorrectionView }) {
  const { t } = useTranslation('reviews');
  const moved = (before: string | number | null | undefined, after: string | number | null | undefined) =>
    `${before ?? '—'} → ${after ?? '—'}`;
  return (
    <>
      <p>
        {t('corrections.runs', { before: correction.run_seq, after: correction.new_run_seq ?? '' })}
        {correction.changes.length === 0 ? ` · ${t('corrections.noChange')}` : null}
      </p>
      {correction.changes.length > 0 ? (
        <PlainTable
          caption={t('corrections.changes')}
          captionVisible
          rows={correction.changes}
          rowKey={(row) => row.number}
          columns={[
            {
              key: 'proposal',
              title: t('corrections.proposal'),
              primary: true,
              render: (row) => `${row.number} ${row.title}`,
            },
            {
              key: 'rank',
              title: t('corrections.rank'),
              align: 'right',
              render: (row) => moved(row.rank_before, row.rank_after),
            },
            {
              key: 'score',
              title: t('corrections.score'),
              align: 'right',
              render: (row) => moved(row.shown_before, row.shown_after),
            },
          ]}
        />
      ) : null}
    </>
  );
}
