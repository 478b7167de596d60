import { useQuery } from '@tanstack/react-query';
import { Card } from '@/components/app/Card';
import { PlainTable } from '@/components/base/PlainTable';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import '@/styles/diagnostics.css';
import { figure, span } from '../lib/diagnostics';
import { type DiagnosticsView, diagnosticsOptions } from './api';

/** What explains the results; fetched when it is opened, because it recomputes the round once for each reviewer. */
export function Diagnostics({ callId }: { callId: string }) {
  const { t } = useTranslation('reviews');
  const query = useQuery(diagnosticsOptions(callId));
  return (
    <Card title={t('diagnostics.title')}>
      <p className="yc-muted">{t('diagnostics.text')}</p>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <Ranges found={query.data} />
          <Pivotal found={query.data} />
          <Leniency found={query.data} />
          <Shift found={query.data} />
          <Agreement found={query.data} />
          <Flags found={query.data} />
        </>
      )}
    </Card>
  );
}

/** A bar from zero to the figure; the figure itself stands beside it. */
function Bar({ value, largest }: { value: number; largest: number }) {
  const share = largest === 0 ? 0 : (Math.abs(value) / largest) * 50;
  return (
    <span className="app-diverging" aria-hidden="true">
      <span
        className={value < 0 ? 'app-diverging__bar app-diverging__bar--below' : 'app-diverging__bar'}
        style={{ width: `${share}%`, [value < 0 ? 'right' : 'left']: '50%' }}
      />
    </span>
  );
}

function Leniency({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('reviews');
  const { reviewers, components } = found.additive;
  const largest = Math.max(...reviewers.map((row) => Math.abs(Number(row.points ?? 0))), 0);
  return (
    <section>
      <h3>{t('diagnostics.leniency')}</h3>
      <p className="yc-muted">{t('diagnostics.leniencyText')}</p>
      <PlainTable
        caption={t('diagnostics.leniency')}
        rows={reviewers}
        rowKey={(row) => row.reviewer}
        columns={[
          {
            key: 'reviewer',
            title: t('diagnostics.reviewer'),
            primary: true,
            render: (row) => (
              <>
                {row.reviewer}
                {components > 1 ? (
                  <span className="yc-muted"> {t('diagnostics.component', { n: row.component })}</span>
                ) : null}
              </>
            ),
          },
          { key: 'n', title: t('diagnostics.n'), align: 'right', render: (row) => row.n },
          { key: 'points', title: t('diagnostics.points'), align: 'right', render: (row) => figure(row.points) },
          {
            key: 'bar',
            title: t('diagnostics.difference'),
            render: (row) => <Bar value={Number(row.points ?? 0)} largest={largest} />,
          },
          { key: 'error', title: t('diagnostics.error'), align: 'right', render: (row) => figure(row.standard_error) },
        ]}
      />
    </section>
  );
}

function Shift({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('reviews');
  const rows = found.additive.proposals;
  const largest = Math.max(...rows.map((row) => Math.abs(Number(row.shift ?? 0))), 0);
  return (
    <section>
      <h3>{t('diagnostics.shift')}</h3>
      <p className="yc-muted">{t('diagnostics.shiftText')}</p>
      <PlainTable
        caption={t('diagnostics.shift')}
        rows={rows}
        rowKey={(row) => row.proposal}
        columns={[
          { key: 'proposal', title: t('diagnostics.proposal'), primary: true, render: (row) => row.proposal },
          { key: 'n', title: t('diagnostics.n'), align: 'right', render: (row) => row.n },
          { key: 'mean', title: t('diagnostics.mean'), align: 'right', render: (row) => figure(row.mean) },
          { key: 'adjusted', title: t('diagnostics.adjusted'), align: 'right', render: (row) => figure(row.adjusted) },
          { key: 'shift', title: t('diagnostics.difference'), align: 'right', render: (row) => figure(row.shift) },
          {
            key: 'bar',
            title: t('diagnostics.shift'),
            render: (row) => <Bar value={Number(row.shift ?? 0)} largest={largest} />,
          },
        ]}
      />
    </section>
  );
}

function Ranges({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('reviews');
  const { ranges } = found.pivot;
  return (
    <section>
      <h3>{t('diagnostics.ranges')}</h3>
      <p className="yc-muted">{t('diagnostics.rangesText')}</p>
      <PlainTable
        caption={t('diagnostics.ranges')}
        rows={ranges}
        rowKey={(row) => row.proposal}
        columns={[
          { key: 'proposal', title: t('diagnostics.proposal'), primary: true, render: (row) => row.proposal },
          { key: 'rank', title: t('diagnostics.rank'), align: 'right', render: (row) => row.rank ?? '—' },
          {
            key: 'range',
            title: t('diagnostics.ranges'),
            nowrap: true,
            render: (row) =>
              row.best == null || row.worst == null
                ? '—'
                : t('diagnostics.range', { best: row.best, worst: row.worst }),
          },
          {
            key: 'chart',
            title: t('diagnostics.rank'),
            render: (row) => {
              const place = span(row, ranges.length);
              return place ? (
                <span className="app-range" aria-hidden="true">
                  <span className="app-range__span" style={{ left: `${place.left}%`, width: `${place.width}%` }} />
                  <span className="app-range__now" style={{ left: `${place.now}%` }} />
                </span>
              ) : null;
            },
          },
          {
            key: 'state',
            title: t('diagnostics.state'),
            nowrap: true,
            render: (row) =>
              row.grey ? (
                <Tag tone="waiting" icon="question" text={t('diagnostics.grey')} />
              ) : row.funded ? (
                <Tag tone="success" icon="check" text={t('diagnostics.funded')} />
              ) : (
                <Tag tone="neutral" icon="list" text={t('diagnostics.firm')} />
              ),
          },
        ]}
      />
    </section>
  );
}

function Pivotal({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('reviews');
  const rows = found.pivot.without.filter((row) => row.pivotal);
  const names = (list: string[]) => (list.length > 0 ? list.join(t('common:comma')) : t('diagnostics.nobody'));
  return (
    <section>
      <h3>{t('diagnostics.pivotal')}</h3>
      {rows.length === 0 ? (
        <p>{t('diagnostics.noPivotal')}</p>
      ) : (
        <ul className="app-plainlist">
          {rows.map((row) => (
            <li key={row.reviewer}>
              {t('diagnostics.pivotalText', {
                reviewer: row.reviewer,
                gained: names(row.gained),
                lost: names(row.lost),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const MEASURES = ['icc11', 'icc21', 'icc2k', 'icc31', 'kendall_w', 'krippendorff_alpha'] as const;

function Agreement({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('reviews');
  const { reliability } = found;
  return (
    <section>
      <h3>{t('diagnostics.reliability')}</h3>
      <p className="yc-muted">
        {t('diagnostics.block', {
          proposals: reliability.block.proposals.length,
          reviewers: reliability.block.reviewers.length,
        })}
      </p>
      <PlainTable
        caption={t('diagnostics.reliability')}
        rows={[...MEASURES]}
        rowKey={(measure) => measure}
        columns={[
          {
            key: 'measure',
            title: t('diagnostics.measure'),
            primary: true,
            render: (measure) => t(`diagnostics.${measure}`),
          },
          {
            key: 'value',
            title: t('diagnostics.value'),
            align: 'right',
            render: (measure) => reliability[measure] ?? t('diagnostics.undefined'),
          },
        ]}
      />
    </section>
  );
}

function Flags({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('reviews');
  const word = (code: string) => textOf(`reviews:diagnostics.flag.${code}`) ?? code;
  return (
    <section>
      <h3>{t('diagnostics.flags')}</h3>
      <p className="yc-muted">{t('diagnostics.flagsText')}</p>
      {found.flagged.length === 0 && found.flagged_reviewers.length === 0 ? (
        <EmptyState title={t('diagnostics.noFlags')} />
      ) : null}
      {found.flagged.length > 0 ? (
        <PlainTable
          caption={t('diagnostics.flags')}
          rows={found.flagged}
          rowKey={(row) => `${row.proposal}/${row.reviewer}`}
          columns={[
            { key: 'proposal', title: t('diagnostics.proposal'), primary: true, render: (row) => row.proposal },
            { key: 'reviewer', title: t('diagnostics.reviewer'), render: (row) => row.reviewer },
            { key: 'total', title: t('diagnostics.total'), align: 'right', render: (row) => figure(row.total) },
            { key: 'others', title: t('diagnostics.others'), align: 'right', render: (row) => figure(row.others) },
            {
              key: 'why',
              title: t('diagnostics.why'),
              render: (row) => row.flags.map(word).join(t('common:comma')),
            },
          ]}
        />
      ) : null}
      <ul className="app-plainlist">
        {found.flagged_reviewers.map((row) => (
          <li key={row.reviewer + row.reason}>
            {row.reviewer}
            {t('common:colon')}
            {word(row.reason)}
          </li>
        ))}
      </ul>
    </section>
  );
}
