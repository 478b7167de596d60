import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { PrintFooter } from '@/components/base/PrintButton';
import { ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { Block, LoadMore, PublicPage, ReadingTools } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { enumLabel } from '@/lib/labels';
import { communityFundOptions, projectsOfFundOptions, publicDonationsOptions } from './api';

/** One community fund for everybody: its sums, its donors, who received goods, and the projects it pays for. */
export function CommunityFundPage({ id }: { id: string }) {
  const { t } = useTranslation('portal');
  const { data: fund } = useSuspenseQuery(communityFundOptions(id));
  return (
    <PublicPage
      title={fund.name}
      lead={t('community.count', { count: fund.donation_count })}
      back={{ to: '/community-funds', label: t('community.title') }}
      tags={fund.demonstration ? <Tag tone="waiting" icon="warning" text={t('lottery.demonstration')} /> : undefined}
      tools={<ReadingTools />}
    >
      <Block title={t('community.sums')}>
        <Descriptions
          items={[
            { label: t('community.donated'), value: <Money value={fund.donated} strong /> },
            { label: t('community.promised'), value: <Money value={fund.promised} /> },
            { label: t('community.paid'), value: <Money value={fund.paid} strong /> },
            { label: t('community.available'), value: <Money value={fund.available} strong /> },
            { label: t('community.donated_goods'), value: <Money value={fund.donated_goods} /> },
            { label: t('community.handed_out'), value: <Money value={fund.handed_out} /> },
          ]}
        />
        <p className="yc-muted">{t('community.meaning')}</p>
        {fund.names.length > 0 ? (
          <>
            <h3>{t('community.names')}</h3>
            <ul>
              {fund.names.map((name) => (
                <li key={name.naming}>
                  {name.naming} · {name.donor_name} ({t('community.until')}{' '}
                  <DateTime value={name.until} format="date" />)
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </Block>
      <Donations id={id} />
      <Projects id={id} />
      <PrintFooter reference={fund.name} />
    </PublicPage>
  );
}

function Donations({ id }: { id: string }) {
  const { t } = useTranslation('portal');
  const query = useInfiniteQuery(publicDonationsOptions(id));
  const donations = allItems(query.data);
  return (
    <Block title={t('community.donations')}>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : donations.length === 0 ? (
        <p className="pub-none">{t('community.noDonations')}</p>
      ) : (
        <>
          <PlainTable
            caption={t('community.donations')}
            rows={donations}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'donor',
                title: t('community.donor'),
                primary: true,
                render: (row) => row.donor_name ?? t('community.unnamed'),
              },
              {
                key: 'what',
                title: t('community.what'),
                render: (row) => (
                  <>
                    {row.goods ?? enumLabel('donation_kind', row.kind)}
                    {row.handouts.map((one) => (
                      <div key={one.id} className="yc-muted">
                        {t('community.handout', { recipient: one.recipient, goods: one.goods })}
                      </div>
                    ))}
                  </>
                ),
              },
              {
                key: 'purpose',
                title: t('community.purpose'),
                render: (row) => row.purpose ?? t('community.undirected'),
              },
              {
                key: 'day',
                title: t('community.day'),
                render: (row) => <DateTime value={row.received_on} format="date" />,
              },
              {
                key: 'amount',
                title: t('community.amount'),
                align: 'right',
                render: (row) => <Money value={row.amount} />,
              },
            ]}
          />
          <LoadMore
            count={donations.length}
            hasMore={query.hasNextPage}
            loading={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </>
      )}
    </Block>
  );
}

function Projects({ id }: { id: string }) {
  const { t } = useTranslation('portal');
  const query = useInfiniteQuery(projectsOfFundOptions(id));
  const projects = allItems(query.data);
  return (
    <Block title={t('community.projects')}>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : projects.length === 0 ? (
        <p className="pub-none">{t('community.noProjects')}</p>
      ) : (
        <>
          <PlainTable
            caption={t('community.projects')}
            rows={projects}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'title',
                title: t('lottery.project'),
                primary: true,
                render: (row) => (
                  <Link to="/projects/$id" params={{ id: row.id }} className="yc-link">
                    {row.title}
                  </Link>
                ),
              },
              { key: 'organisation', title: t('lottery.organisation'), render: (row) => row.organisation_name },
              {
                key: 'approved',
                title: t('lottery.approved'),
                align: 'right',
                render: (row) => <Money value={row.approved} />,
              },
              { key: 'paid', title: t('lottery.paid'), align: 'right', render: (row) => <Money value={row.paid} /> },
              {
                key: 'state',
                title: t('lottery.state'),
                render: (row) => <StatusTag machine="project" state={row.state} />,
              },
            ]}
          />
          <LoadMore
            count={projects.length}
            hasMore={query.hasNextPage}
            loading={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </>
      )}
    </Block>
  );
}
