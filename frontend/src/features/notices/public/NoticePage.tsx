import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { PrintFooter } from '@/components/base/PrintButton';
import { StatusTag } from '@/components/base/StatusTag';
import { Block, PublicPage, ReadingTools } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { publicNoticeOptions } from './api';

/** An award list on public notice; reads and prints as the document it is. */
export function NoticePage({ id }: { id: string }) {
  const { t } = useTranslation('public');
  const { data: notice } = useSuspenseQuery(publicNoticeOptions(id));
  return (
    <PublicPage
      reading
      title={notice.title}
      back={{ to: '/notices', label: t('notices.title') }}
      tags={
        <>
          <StatusTag machine="notice_phase" state={notice.state} />
          <span className="yc-muted">{notice.number}</span>
        </>
      }
      tools={<ReadingTools />}
    >
      <Block title={t('notices.period')}>
        <Descriptions
          items={[
            {
              label: t('notices.period'),
              value: t('notices.periodText', {
                from: notice.starts_on,
                to: notice.ends_on,
                count: notice.working_days,
              }),
            },
            {
              label: t('notices.call'),
              value: (
                <Link to="/calls/$id" params={{ id: notice.call_id }} className="yc-link">
                  {notice.call_title}
                </Link>
              ),
            },
          ]}
        />
      </Block>
      {notice.body ? <div className="pub-prose pub-block">{notice.body}</div> : null}
      <Block title={t('notices.list')}>
        <PlainTable
          caption={t('notices.list')}
          rows={notice.lines}
          rowKey={(line) => `${line.organisation}/${line.title}`}
          totalLabel={t('notices.total', { count: notice.lines.length })}
          columns={[
            { key: 'rank', title: t('notices.rank'), render: (line) => line.rank ?? '—' },
            { key: 'project', title: t('notices.project'), primary: true, render: (line) => line.title },
            { key: 'organisation', title: t('notices.organisation'), render: (line) => line.organisation },
            {
              key: 'amount',
              title: t('notices.amount'),
              align: 'right',
              render: (line) => <Money value={line.amount} />,
              total: <Money value={notice.total} strong />,
            },
          ]}
        />
      </Block>
      <Block title={t('notices.objection')}>
        <p>{t('notices.objectionText')}</p>
        {notice.objection_contact ? <p className="pub-prose">{notice.objection_contact}</p> : null}
      </Block>
      <p className="pub-signature">
        {notice.host_name}
        <br />
        <DateTime value={notice.published_at} format="long" />
      </p>
      <PrintFooter reference={notice.number} />
    </PublicPage>
  );
}
