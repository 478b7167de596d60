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
import { formatBp } from '@/lib/scheme';
import { type PublicJudging, publicNoticeOptions } from './api';
import { ObjectionForm } from './ObjectionForm';

/** The stages of the result with their weights, and the ballots of a public jury, in plain words. */
function Judging({ judging }: { judging: PublicJudging }) {
  const { t } = useTranslation('public');
  const stages = (['written', 'defence', 'public_jury', 'site_visit'] as const).filter(
    (stage) => judging[`${stage}_bp`] > 0,
  );
  const shares = stages.map((stage) => t(`notices.judgingStage.${stage}`, { share: formatBp(judging[`${stage}_bp`]) }));
  return (
    <>
      <p>{shares.join(' + ')}</p>
      {judging.jury_ballots == null ? null : <p>{t('notices.judgingJury', { count: judging.jury_ballots })}</p>}
    </>
  );
}

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
      {notice.judging ? (
        <Block title={t('notices.judging')}>
          <Judging judging={notice.judging} />
        </Block>
      ) : null}
      <Block title={t('notices.objection')}>
        <p>{t('notices.objectionText')}</p>
        {notice.objection_contact ? <p className="pub-prose">{notice.objection_contact}</p> : null}
      </Block>
      {notice.objections.length > 0 ? (
        <Block title={t('notices.answered')}>
          <PlainTable
            caption={t('notices.answered')}
            rows={notice.objections}
            rowKey={(one) => one.number}
            columns={[
              { key: 'number', title: t('notices.number'), primary: true, render: (one) => one.number },
              {
                key: 'about',
                title: t('notices.aboutAward'),
                render: (one) => one.proposal_title ?? t('notices.aboutWhole'),
              },
              {
                key: 'received',
                title: t('notices.received'),
                render: (one) => <DateTime value={one.received_on} format="date" />,
              },
              {
                key: 'outcome',
                title: t('notices.outcome'),
                render: (one) => <StatusTag machine="objection" state={one.outcome} />,
              },
              { key: 'answer', title: t('notices.answer'), render: (one) => one.answer },
            ]}
          />
        </Block>
      ) : null}
      {notice.state === 'running' ? <ObjectionForm notice={notice} /> : null}
      {notice.review_bundle ? (
        <Block title={t('notices.bundle')}>
          <p>{t('notices.bundleText')}</p>
          <p>
            <a className="yc-link" href={`/api/v1/public/calls/${notice.call_id}/review-bundle`} download>
              {t('notices.bundleLink')}
            </a>
          </p>
          <p className="yc-muted">{t('notices.bundleHow')}</p>
        </Block>
      ) : null}
      <p className="pub-signature">
        {notice.host_name}
        <br />
        <DateTime value={notice.published_at} format="long" />
      </p>
      <PrintFooter reference={notice.number} />
    </PublicPage>
  );
}
