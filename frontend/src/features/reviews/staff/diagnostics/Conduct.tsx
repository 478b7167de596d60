import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import type { DiagnosticsView } from '../api';
import { useTitle } from './titles';

/** Reviews that were written in hardly any time, and comments that stand in more than one. */
export function Conduct({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const title = useTitle();
  const { quick, copied } = found.conduct;
  const names = (list: string[]) => list.join(t('common:comma'));
  return (
    <section className="app-chart">
      <h3>{t('conduct')}</h3>
      <p className="yc-muted">{t('conductText')}</p>
      {quick.length + copied.length === 0 ? <p className="app-chart__finding">{t('conductNone')}</p> : null}
      {quick.length === 0 ? null : (
        <PlainTable
          caption={t('quick')}
          captionVisible
          rows={quick}
          rowKey={(row) => `${row.reviewer}/${row.proposal}`}
          columns={[
            { key: 'proposal', title: t('proposal'), primary: true, render: (row) => title(row.proposal) },
            { key: 'number', title: t('number'), nowrap: true, render: (row) => row.proposal },
            { key: 'reviewer', title: t('reviewer'), render: (row) => row.reviewer },
            { key: 'seconds', title: t('seconds'), align: 'right', render: (row) => row.seconds },
          ]}
        />
      )}
      {copied.length === 0 ? null : (
        <PlainTable
          caption={t('copied')}
          captionVisible
          rows={copied}
          rowKey={(row) => [...row.reviewers, ...row.proposals].join('/')}
          columns={[
            {
              key: 'reviewers',
              title: t('reviewer'),
              primary: true,
              render: (row) => names(row.reviewers),
            },
            { key: 'proposals', title: t('proposal'), render: (row) => names(row.proposals.map(title)) },
            { key: 'numbers', title: t('number'), render: (row) => names(row.proposals) },
            {
              key: 'why',
              title: t('why'),
              render: (row) => t(row.proposals.length > 1 ? 'copiedByOne' : 'copiedByMany'),
            },
          ]}
        />
      )}
    </section>
  );
}
