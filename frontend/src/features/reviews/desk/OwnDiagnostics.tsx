import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { PlainTable } from '@/components/base/PlainTable';
import { textOf, useTranslation } from '@/lib/i18n';
import { figure, tendency } from '../lib/diagnostics';
import { ownDiagnosticsOptions, reviewedCallOptions } from './api';

/** Only from these states on are the results of a call public. */
const PUBLIC = ['on_notice', 'awarded', 'archived'];

/** One's own leniency in a call, once its results are public; nothing before, and nothing of anybody else. */
export function OwnDiagnostics({ call }: { call: { id: string; title: string } }) {
  const { t } = useTranslation('diagnostics');
  const { data: announced } = useQuery(reviewedCallOptions(call.id));
  const { data: own } = useQuery({
    ...ownDiagnosticsOptions(call.id),
    enabled: announced !== undefined && PUBLIC.includes(announced.state),
  });
  if (!own) return null;
  return (
    <Card title={`${t('own.title')} · ${call.title}`}>
      <p>
        {t(`own.${tendency(own)}`, {
          points: figure(own.points).replace('-', ''),
          error: figure(own.standard_error),
          count: own.n,
        })}
      </p>
      <p className="yc-muted">{t('own.text')}</p>
      {own.reasons.length > 0 ? (
        <ul className="app-plainlist">
          {own.reasons.map((reason) => (
            <li key={reason}>{flagText(reason)}</li>
          ))}
        </ul>
      ) : null}
      {own.flagged.length > 0 ? (
        <PlainTable
          caption={t('own.flagged')}
          captionVisible
          rows={own.flagged}
          rowKey={(row) => row.assignment_id}
          columns={[
            {
              key: 'title',
              title: t('reviews:desk.proposal'),
              primary: true,
              render: (row) => (
                <Link to="/app/review/$id" params={{ id: row.assignment_id }} search={{}} className="yc-link">
                  {row.title}
                </Link>
              ),
            },
            { key: 'number', title: t('reviews:desk.number'), nowrap: true, render: (row) => row.proposal },
            {
              key: 'why',
              title: t('why'),
              render: (row) => row.flags.map(flagText).join(t('common:comma')),
            },
          ]}
        />
      ) : (
        <p>{t('own.nothing')}</p>
      )}
    </Card>
  );
}

function flagText(code: string): string {
  return textOf(`diagnostics:flag.${code}`) ?? code;
}
