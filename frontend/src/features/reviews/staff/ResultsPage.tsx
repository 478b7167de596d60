import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { Figures } from '@/components/app/Figures';
import { PdfButton } from '@/components/app/PdfButton';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { loadTexts, textOf, useTranslation } from '@/lib/i18n';
import { eventLabel, problemText } from '@/lib/labels';
import { formatBp } from '@/lib/scheme';
import { lineTotals, type Placed, placeRows } from '../lib/fundingLine';
import {
  getScoreSheetPdf,
  type ResultRowView,
  type ResultsView,
  resultsOptions,
  reviewedCallOptions,
  saveBundle,
  verifyResults,
} from './api';
import { Corrections } from './Corrections';

const Diagnostics = lazy(async () => {
  const [file] = await Promise.all([import('./diagnostics/Diagnostics'), loadTexts('diagnostics')]);
  return { default: file.Diagnostics };
});

export function ResultsPage({ callId }: { callId: string }) {
  const { t } = useTranslation('reviews');
  const { data: call } = useSuspenseQuery(reviewedCallOptions(callId));
  const results = useQuery(resultsOptions(callId));
  if (results.isPending) return <LoadingState />;
  if (results.isError) {
    if ((results.error as { status?: number }).status === 404) {
      return (
        <Card>
          <EmptyState title={t('staff.noResults')} text={t('staff.noResultsText')} />
        </Card>
      );
    }
    return <ErrorState error={results.error} onRetry={() => void results.refetch()} />;
  }
  return <Results results={results.data} budget={call.budget} callNumber={call.number} />;
}

function Results({ results, budget, callNumber }: { results: ResultsView; budget: string; callNumber: string }) {
  const { t } = useTranslation('reviews');
  const placed = placeRows(results.rows, budget);
  const totals = lineTotals(placed, budget);
  return (
    <>
      <Run results={results} callNumber={callNumber} />
      {results.defence_follows ? <p className="yc-note yc-note--warning">{t('staff.defenceFollows')}</p> : null}
      <Figures
        label={t('staff.line')}
        items={[
          { key: 'budget', label: t('staff.budget'), value: <Money value={budget} /> },
          { key: 'count', label: t('staff.aboveCount'), value: t('staff.items', { count: totals.count }) },
          { key: 'total', label: t('staff.aboveTotal'), value: <Money value={totals.total} /> },
          { key: 'left', label: t('staff.left'), value: <Money value={totals.left} /> },
        ]}
      />
      <Card title={t('staff.ranking')} flush extra={<PrintButton />}>
        <Ranking placed={placed} budget={budget} />
      </Card>
      <Corrections results={results} />
      <Explained results={results} />
      <PrintFooter reference={`${callNumber} · ${results.run.output_sha256.slice(0, 16)}`} />
    </>
  );
}

/** The diagnostics, once somebody asks for them. */
function Explained({ results }: { results: ResultsView }) {
  const { t } = useTranslation('reviews');
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <p className="yc-no-print">
        <Button onClick={() => setOpen(true)}>{t('staff.explain')}</Button>
      </p>
    );
  }
  const titles = new Map(results.rows.map(({ proposal }) => [proposal.number, proposal.title]));
  return (
    <Suspense fallback={<LoadingState />}>
      <Diagnostics callId={results.run.call_id} titles={titles} />
    </Suspense>
  );
}

function Ranking({ placed, budget }: { placed: Placed<ResultRowView>[]; budget: string }) {
  const { t } = useTranslation('reviews');
  const last = placed.filter((entry) => entry.above).at(-1);
  return (
    <DataTable
      caption={t('staff.ranking')}
      rows={placed}
      rowKey={(entry) => entry.row.proposal.id}
      rowTone={(entry) => (entry.row.rank == null ? 'warning' : undefined)}
      empty={{ title: t('staff.noResults') }}
      detail={(entry) =>
        entry === last ? (
          <div className="app-fundingline">
            <Icon name="coins" />
            {t('staff.lineHere')} <Money value={budget} /> · {t('staff.lineTotal')} <Money value={entry.running} />
          </div>
        ) : null
      }
      columns={[
        {
          key: 'rank',
          title: t('staff.rank'),
          align: 'right',
          render: ({ row }) => (row.rank == null ? '—' : <strong>{row.rank}</strong>),
        },
        {
          key: 'proposal',
          title: t('staff.proposal'),
          primary: true,
          render: ({ row }) => (
            <>
              <Link to="/app/staff/proposals/$id" params={{ id: row.proposal.id }} className="yc-link">
                {row.proposal.title}
              </Link>
              <span className="app-table__reason">{row.proposal.organisation_name}</span>
              <PdfButton
                label={t('staff.scoreSheet', { number: row.proposal.number })}
                run={(options) => getScoreSheetPdf({ path: { id: row.proposal.id }, ...options })}
              />
            </>
          ),
        },
        {
          key: 'shown',
          title: t('staff.score'),
          align: 'right',
          nowrap: true,
          render: ({ row }) => (
            <>
              <strong>{row.shown ?? '—'}</strong>
              {row.exact ? (
                <span className="app-table__reason" title={t('staff.exactHint')}>
                  {t('staff.exact')} {row.exact}
                </span>
              ) : null}
              <Stages row={row} />
            </>
          ),
        },
        { key: 'reviews', title: t('staff.reviewsUsed'), render: ({ row }) => <Used row={row} /> },
        {
          key: 'requested',
          title: t('staff.requested'),
          align: 'right',
          render: ({ row }) => <Money value={row.requested} />,
        },
        {
          key: 'running',
          title: t('staff.running'),
          align: 'right',
          render: ({ running }) => <Money value={running} />,
        },
        {
          key: 'line',
          title: t('staff.place'),
          nowrap: true,
          render: ({ row, above }) =>
            row.rank == null ? (
              <Tag tone="ended" icon="cross" text={t(unplaced(row.reason))} />
            ) : above ? (
              <Tag tone="success" icon="check" text={t('staff.above')} />
            ) : (
              <Tag tone="waiting" icon="clock" text={t('staff.below')} />
            ),
        },
      ]}
    />
  );
}

/** Why a proposal has no rank. */
function unplaced(reason: string) {
  if (reason === 'not_shortlisted') return 'staff.notShortlisted' as const;
  if (reason === 'no_jury') return 'staff.noJury' as const;
  if (reason === 'no_site_visit') return 'staff.noSiteVisit' as const;
  return reason === 'no_defence' ? ('staff.noDefence' as const) : ('staff.noQuorum' as const);
}

/** The exact result of each stage with its weight, where there was a defence. */
function Stages({ row }: { row: ResultRowView }) {
  const { t } = useTranslation('reviews');
  return row.stages.map((stage) => (
    <span key={stage.kind} className="app-table__reason">
      {t(stage.exact ? 'staff.stageLine' : 'staff.stageNone', {
        stage: textOf(`reviews:staff.stageOf.${stage.kind}`) ?? stage.kind,
        exact: stage.exact ?? '',
        weight: formatBp(stage.weight_bp),
      })}
    </span>
  ));
}

/** Which reviews count, which extremes were dropped, and which do not count and why. */
function Used({ row }: { row: ResultRowView }) {
  const { t } = useTranslation('reviews');
  const names = (list: string[]) => list.join(t('common:comma'));
  return (
    <ul className="app-plainlist">
      <li>
        {t('staff.kept', { count: row.kept.length })}
        {row.kept.length > 0 ? <span className="yc-muted"> {names(row.kept)}</span> : null}
      </li>
      {row.dropped.length > 0 ? (
        <li>
          {t('staff.dropped')} <span className="yc-muted">{names(row.dropped)}</span>
        </li>
      ) : null}
      {row.excluded.map((entry) => (
        <li key={entry.reviewer + entry.reason}>
          {t('staff.excluded')}{' '}
          <span className="yc-muted">
            {entry.reviewer}（{textOf(`reviews:staff.exclusion.${entry.reason}`) ?? entry.reason}）
          </span>
        </li>
      ))}
      {row.tie_group == null ? null : <li>{t('staff.tie', { group: row.tie_group })}</li>}
    </ul>
  );
}

function Run({ results, callNumber }: { results: ResultsView; callNumber: string }) {
  const { t } = useTranslation('reviews');
  const { message } = App.useApp();
  const [done, setDone] = useState<Done | null>(null);
  const [saving, setSaving] = useState(false);
  const { run } = results;
  const save = async () => {
    setSaving(true);
    try {
      await saveBundle(run.id, `${callNumber}-results-${run.seq}.json`);
    } catch (cause) {
      void message.error(problemText(cause));
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={run}
        machine="result_run"
        onDone={() =>
          setDone({
            title: eventLabel('verify', 'result_run'),
            reference: `${callNumber} · ${run.output_sha256.slice(0, 16)}`,
          })
        }
        actions={{
          verify: {
            primary: true,
            confirm: t('staff.verifyText'),
            run: ({ headers }) => verifyResults({ path: { id: run.id }, headers }),
          },
        }}
      />
      <Card
        title={t('staff.run', { seq: run.seq })}
        extra={
          <Button onClick={() => void save()} loading={saving}>
            {t('staff.bundle')}
          </Button>
        }
      >
        <Descriptions
          items={[
            { label: t('staff.runState'), value: <StatusTag machine="result_run" state={run.state} /> },
            { label: t('staff.engine'), value: run.engine_version },
            { label: t('staff.computedBy'), value: run.computed_by.name },
            { label: t('staff.computedAt'), value: <DateTime value={run.created_at} format="seconds" /> },
            { label: t('staff.verifiedBy'), value: run.verified_by?.name },
            { label: t('staff.verifiedAt'), value: run.verified_at ? <DateTime value={run.verified_at} /> : null },
            { label: t('staff.inputSha'), value: <span className="app-mono">{run.input_sha256}</span>, wide: true },
            { label: t('staff.policySha'), value: <span className="app-mono">{run.policy_sha256}</span>, wide: true },
            { label: t('staff.outputSha'), value: <span className="app-mono">{run.output_sha256}</span>, wide: true },
          ]}
        />
        <p className="yc-muted">{t('staff.bundleHint')}</p>
      </Card>
    </>
  );
}
