import { useQuery } from '@tanstack/react-query';
import { ApiError } from '@/api/client';
import { Card } from '@/components/app/Card';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { textOf, useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';
import { formatMoney } from '@/lib/money';
import { alternativesOptions, type FundingAlternative } from './api';

/** What every way of drawing the line gives, and what leaving the strict order would change. */
export function Alternatives({ callId }: { callId: string }) {
  const { t } = useTranslation('notices');
  const { data, error } = useQuery(alternativesOptions(callId));
  // Before there are results there is nothing to compare; when there is a hindrance, it is said.
  if (error instanceof ApiError && error.status === 409) {
    return (
      <Card title={t('alternatives.title')}>
        <p className="yc-muted">{problemText(error)}</p>
      </Card>
    );
  }
  if (!data) return null;
  const name = (item: FundingAlternative) => textOf(`notices:staff.methods.${item.method}`) ?? item.method;
  return (
    <Card title={t('alternatives.title')}>
      <p className="yc-muted">{t('alternatives.text')}</p>
      <PlainTable
        caption={t('alternatives.title')}
        rows={data.items}
        rowKey={(item) => item.method}
        columns={[
          { key: 'method', title: t('alternatives.method'), primary: true, render: name },
          {
            key: 'awards',
            title: t('alternatives.awards'),
            align: 'right',
            render: (item) => (item.refused ? '—' : item.awards),
          },
          {
            key: 'total',
            title: t('alternatives.total'),
            align: 'right',
            render: (item) => (item.refused ? '—' : <Money value={item.total} />),
          },
          {
            key: 'left',
            title: t('alternatives.left'),
            align: 'right',
            render: (item) => (item.refused ? '—' : <Money value={item.left} />),
          },
          {
            key: 'scores',
            title: t('alternatives.scores'),
            align: 'right',
            render: (item) => (item.refused ? '—' : item.score_sum),
          },
          { key: 'difference', title: t('alternatives.difference'), render: (item) => <Difference item={item} /> },
        ]}
      />
      {data.items
        .filter((item) => item.lines.length > 0 && (item.deviates || item.method === 'strict_rank_stop'))
        .map((item) => (
          <details key={item.method} className="app-details">
            <summary>{t('alternatives.lines', { method: name(item) })}</summary>
            <PlainTable
              caption={t('alternatives.lines', { method: name(item) })}
              rows={item.lines}
              rowKey={(line) => line.number}
              columns={[
                { key: 'rank', title: t('staff.rank'), align: 'right', render: (line) => line.rank },
                { key: 'number', title: t('alternatives.number'), primary: true, render: (line) => line.number },
                { key: 'score', title: t('staff.score'), align: 'right', render: (line) => line.score },
                {
                  key: 'award',
                  title: t('alternatives.award'),
                  align: 'right',
                  render: (line) => (line.outcome === 'recommend' ? <Money value={line.award} /> : '—'),
                },
                {
                  key: 'running',
                  title: t('alternatives.running'),
                  align: 'right',
                  render: (line) => <Money value={line.running_total} />,
                },
                {
                  key: 'outcome',
                  title: t('staff.outcome'),
                  render: (line) => textOf(`notices:staff.outcomes.${line.outcome}`) ?? line.outcome,
                },
              ]}
            />
          </details>
        ))}
    </Card>
  );
}

function Difference({ item }: { item: FundingAlternative }) {
  const { t } = useTranslation('notices');
  if (item.refused) return <>{textOf(`notices:alternatives.refused.${item.refused}`) ?? item.refused}</>;
  if (!item.deviates) return <>{t('alternatives.same')}</>;
  const signed = (text: string) => (/^[-−]/.test(text) ? text : `+${text}`);
  return (
    <>
      {t('alternatives.more', {
        awards: signed(String(item.awards_more)),
        money: signed(formatMoney(item.total_more)),
      })}
      {item.passed_over.length > 0 ? (
        <span className="app-table__reason">
          {t('alternatives.passedOver', { numbers: item.passed_over.join(t('common:comma')) })}
        </span>
      ) : null}
    </>
  );
}
