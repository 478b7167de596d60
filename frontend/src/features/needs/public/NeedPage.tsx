import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { Block, PublicPage } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, faultText } from '@/lib/labels';
import { type PublicNeedView, publicNeedOptions } from './api';
import { EndorseBox } from './EndorseBox';
import '@/styles/needs.css';

export function NeedPage({ id }: { id: string }) {
  const { t } = useTranslation('needs');
  const { data: need } = useSuspenseQuery(publicNeedOptions(id));
  return (
    <PublicPage
      title={need.title}
      lead={need.area_line.slice(-3).join(' · ')}
      back={{ to: '/needs', label: t('title') }}
      tags={
        <>
          <StatusTag machine="need" state={need.state} />
          {need.demonstration ? <Tag tone="neutral" text={t('common:demo.label')} /> : null}
          <span className="yc-muted">{need.number}</span>
        </>
      }
      tools={<PrintButton />}
    >
      <div className="pub-detail">
        <div>
          {need.id === id ? null : (
            <p className="yc-note" role="status">
              <Icon name="info" /> {t('mergedHere')}
            </p>
          )}
          <Block title={t('description')}>
            <div className="pub-prose">{need.description}</div>
          </Block>
          <Became need={need} />
          <PrintFooter reference={need.number} />
        </div>
        <aside className="pub-aside" aria-label={t('keyFacts')}>
          <EndorseBox need={need} />
          <Descriptions columns={1} items={facts(need, t)} />
        </aside>
      </div>
    </PublicPage>
  );
}

type T = ReturnType<typeof useTranslation<'needs'>>['t'];

function facts(need: PublicNeedView, t: T) {
  const money = need.amount
    ? [
        { label: t('amount'), value: <Money value={need.amount} strong /> },
        { label: t('selfRaised'), value: need.self_raised_min ? <Money value={need.self_raised_min} /> : '—' },
      ]
    : [];
  const least = need.min_applicants ? [{ label: t('minApplicants'), value: String(need.min_applicants) }] : [];
  const period =
    need.starts_on && need.ends_on
      ? [
          {
            label: t('period'),
            value: (
              <>
                <DateTime value={need.starts_on} format="date" /> – <DateTime value={need.ends_on} format="date" />
              </>
            ),
          },
        ]
      : [];
  return [
    { label: t('category'), value: enumLabel('need_category', need.category) },
    { label: t('whom'), value: need.target_group },
    { label: t('headCount'), value: t('people', { count: need.head_count }) },
    { label: t('urgency'), value: enumLabel('need_urgency', need.urgency) },
    ...money,
    ...least,
    ...period,
    { label: t('publishedAt'), value: <DateTime value={need.published_at} format="date" /> },
  ];
}

/** What became of the need so far. */
function Became({ need }: { need: PublicNeedView }) {
  const { t } = useTranslation('needs');
  return (
    <Block title={t('became')}>
      <ul className="yc-list">
        {need.merged_reports > 0 ? <li>{t('mergedReports', { count: need.merged_reports })}</li> : null}
        <li>{need.proposals > 0 ? t('proposals', { count: need.proposals }) : t('noProposals')}</li>
        {need.warnings.map((warning) => (
          <li key={warning.code}>
            <Icon name="warning" /> {faultText(warning)}
          </li>
        ))}
        {need.calls.map((call) => (
          <li key={call.id}>
            {t('openCall')}
            <Link to="/calls/$id" params={{ id: call.id }} className="yc-link">
              {call.title}
            </Link>
            {t('until')} <DateTime value={call.closes_at} format="due" />
          </li>
        ))}
        {need.projects.map((project) => (
          <li key={project.id}>
            {t('project')}
            <Link to="/projects/$id" params={{ id: project.id }} className="yc-link">
              {project.title}
            </Link>{' '}
            · {project.organisation_name} <StatusTag machine="project" state={project.state} />
          </li>
        ))}
      </ul>
      {need.outcome ? (
        <p className={need.state === 'met' ? 'yc-note' : 'yc-note yc-note--warning'}>
          <Icon name={need.state === 'met' ? 'checkCircle' : 'info'} /> {need.outcome}
        </p>
      ) : null}
    </Block>
  );
}
