import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Card } from '@/components/app/Card';
import { Figures } from '@/components/app/Figures';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { Progress } from '@/components/base/Progress';
import { EmptyState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { shareBp } from '@/lib/money';
import { formatBp } from '@/lib/scheme';
import { ReductionsCard } from '../Reductions';
import { ReservationNote } from '../ReservationNote';
import { projectOptions } from './api';
import { TrancheCard } from './TrancheCard';
import '@/styles/projects.css';

/** One project of one's own organisation: agreement, money, instalments. */
export function ProjectPage({ id, agreement }: { id: string; agreement: (id: string | undefined) => ReactNode }) {
  const { t } = useTranslation('projects');
  const { data: project } = useSuspenseQuery(projectOptions(id));
  const { totals } = project;
  const share = shareBp(totals.paid, totals.approved);
  return (
    <>
      <PageHeader
        title={project.title}
        crumbs={[{ label: t('own.title'), to: '/app/org/projects' }]}
        tags={<StatusTag machine="project" state={project.state} />}
        meta={`${project.number} · ${project.organisation.name}`}
        extra={<PrintButton />}
      />
      {project.reservation ? <ReservationNote reservation={project.reservation} /> : null}
      <Figures
        label={t('own.money')}
        items={[
          { key: 'approved', label: t('own.approved'), value: <Money value={totals.approved} /> },
          { key: 'paid', label: t('own.received'), value: <Money value={totals.paid} /> },
          { key: 'due', label: t('own.onItsWay'), value: <Money value={totals.due} /> },
          { key: 'committed', label: t('own.later'), value: <Money value={totals.committed} /> },
        ]}
      />
      <Card title={t('own.facts')}>
        <Descriptions
          items={[
            { label: t('own.call'), value: `${project.call.title}（${project.call.number}）`, wide: true },
            {
              label: t('own.period'),
              value:
                project.starts_on && project.ends_on ? (
                  <>
                    <DateTime value={project.starts_on} format="long" /> –{' '}
                    <DateTime value={project.ends_on} format="long" />
                  </>
                ) : (
                  t('own.periodLater')
                ),
            },
            {
              label: t('own.proposal'),
              value: (
                <Link to="/app/org/proposals/$id" params={{ id: project.proposal_id }} search={{}} className="yc-link">
                  {t('own.seeProposal')}
                </Link>
              ),
            },
            {
              label: t('own.progress'),
              value: <Progress share={share} label={t('own.paidShare', { share: formatBp(share) })} />,
              wide: true,
            },
          ]}
        />
      </Card>
      {agreement(project.agreement?.id)}
      <ReductionsCard reductions={project.reductions} />
      <Card title={t('own.tranches')} id="tranches">
        {project.tranches.length === 0 ? (
          <EmptyState title={t('own.noTranches')} text={t('own.noTranchesHint')} />
        ) : (
          <ol className="app-tranches">
            {project.tranches.map((tranche) => (
              <TrancheCard key={tranche.id} tranche={tranche} />
            ))}
          </ol>
        )}
      </Card>
      <PrintFooter reference={project.number} />
    </>
  );
}
