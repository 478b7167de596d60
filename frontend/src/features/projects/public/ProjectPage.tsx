import { useSuspenseQuery } from '@tanstack/react-query';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { PrintFooter } from '@/components/base/PrintButton';
import { Progress } from '@/components/base/Progress';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { Block, PublicPage, ReadingTools } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { shareBp } from '@/lib/money';
import { publicProjectOptions } from './api';

export function ProjectPage({ id }: { id: string }) {
  const { t } = useTranslation('public');
  const { data: project } = useSuspenseQuery(publicProjectOptions(id));
  const share = shareBp(project.paid, project.approved);
  return (
    <PublicPage
      reading
      title={project.title}
      lead={project.organisation_name}
      back={{ to: '/projects', label: t('projects.title') }}
      tags={
        <>
          <StatusTag machine="project" state={project.state} />
          <span className="yc-muted">{project.number}</span>
          {project.funding_source === 'welfare_lottery' ? (
            <Tag tone="progress" text={t('projects.lotteryMark')} />
          ) : null}
        </>
      }
      tools={<ReadingTools />}
    >
      <Block title={t('calls.keyFacts')}>
        <Descriptions
          items={[
            { label: t('projects.grant'), value: <Money value={project.approved} strong /> },
            { label: t('projects.paid'), value: <Money value={project.paid} strong /> },
            { label: t('projects.source'), value: enumLabel('source', project.funding_source) },
            { label: t('projects.area'), value: project.area_name },
            {
              label: t('projects.call'),
              value: project.call_title,
            },
            {
              label: t('projects.period'),
              wide: true,
              value: project.starts_on ? (
                <>
                  <DateTime value={project.starts_on} format="long" /> –{' '}
                  <DateTime value={project.ends_on} format="long" />
                </>
              ) : null,
            },
          ]}
        />
      </Block>
      <Block title={t('projects.payments')}>
        <Progress share={share} label={t('projects.progress', { percent: Math.floor(share / 100) })} />
        {project.tranches.length > 0 ? (
          <PlainTable
            caption={t('projects.payments')}
            rows={project.tranches}
            rowKey={(tranche) => String(tranche.seq)}
            columns={[
              {
                key: 'seq',
                title: t('projects.seq'),
                primary: true,
                render: (tranche) => t('projects.tranche', { seq: tranche.seq }),
              },
              { key: 'gate', title: t('projects.gate'), render: (tranche) => enumLabel('gate', tranche.gate) },
              {
                key: 'state',
                title: t('projects.state'),
                render: (tranche) => <StatusTag machine="tranche" state={tranche.state} />,
              },
              {
                key: 'amount',
                title: t('projects.amount'),
                align: 'right',
                render: (tranche) => <Money value={tranche.amount} />,
              },
            ]}
          />
        ) : null}
      </Block>
      <PrintFooter reference={project.number} />
    </PublicPage>
  );
}
