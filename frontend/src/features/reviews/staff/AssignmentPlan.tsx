import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { Figures } from '@/components/app/Figures';
import { Icon } from '@/components/base/Icon';
import { Progress } from '@/components/base/Progress';
import { useTranslation } from '@/lib/i18n';
import { localText, schemeOf } from '@/lib/scheme';
import type { AssignmentPreviewView } from './api';
import { type SeatKind, seatOf } from './assign';

type Load = AssignmentPreviewView['reviewers'][number];
type Planned = AssignmentPreviewView['proposals'][number];

/** A plan before it is carried out: figures, why there is none, who gets what, and how full the desks are. */
export function AssignmentPlan({ found, scheme }: { found: AssignmentPreviewView; scheme: unknown }) {
  const { t } = useTranslation('reviews');
  return (
    <>
      {found.cut ? <Cut cut={found.cut} /> : null}
      <Figures
        label={t('assign.plan')}
        items={[
          { key: 'added', label: t('assign.added'), value: found.added },
          { key: 'present', label: t('assign.present'), value: found.present },
          { key: 'least', label: t('assign.least'), value: found.least_score == null ? '—' : `${found.least_score}‰` },
          { key: 'cost', label: t('assign.cost'), value: found.cost == null ? '—' : `${found.cost}‰` },
        ]}
      />
      <Card title={t('assign.matrix')} flush>
        <p className="app-card__inset app-seats__legend">
          {(['present', 'added', 'closed', 'free'] as const).map((kind) => (
            <span key={kind}>
              <Mark kind={kind} /> {t(`assign.kind.${kind}`)}
            </span>
          ))}
        </p>
        <Matrix found={found} scheme={scheme} />
      </Card>
      <Card title={t('assign.loads')} flush>
        <Loads found={found} scheme={scheme} />
      </Card>
    </>
  );
}

/** The cut in words that anybody can check by counting. */
function Cut({ cut }: { cut: NonNullable<AssignmentPreviewView['cut']> }) {
  const { t } = useTranslation('reviews');
  const names = (list: string[]) => list.join(t('common:comma'));
  return (
    <div className="yc-note yc-note--danger app-banner" role="alert">
      <Icon name="crossCircle" />
      <div>
        <p className="app-banner__title">{t('assign.cut', { count: cut.missing })}</p>
        <p>
          {t('assign.cutNeeds', { count: cut.proposals.length, needed: cut.needed })}
          {cut.reviewers.length > 0
            ? t('assign.cutFull', { count: cut.reviewers.length, capacity: cut.capacity })
            : t('assign.cutNobody')}
          {t('assign.cutRest', { elsewhere: cut.elsewhere, missing: cut.missing })}
        </p>
        <p>
          {t('assign.cutProposals')}
          {t('common:colon')}
          {names(cut.proposals)}
        </p>
        {cut.reviewers.length > 0 ? (
          <p>
            {t('assign.cutReviewers')}
            {t('common:colon')}
            {names(cut.reviewers)}
          </p>
        ) : null}
        <p>{t('assign.cutAdvice')}</p>
      </div>
    </div>
  );
}

const MARKS = { present: 'check', added: 'plus', closed: 'lock', free: null } as const;

/** A mark with its meaning as text: nothing is said by colour alone. */
function Mark({ kind, title }: { kind: SeatKind; title?: string }) {
  const { t } = useTranslation('reviews');
  const icon = MARKS[kind];
  return (
    <span className={`app-seat app-seat--${kind}`} title={title}>
      {icon ? <Icon name={icon} label={t(`assign.kind.${kind}`)} /> : <span aria-hidden="true">·</span>}
    </span>
  );
}

function Matrix({ found, scheme }: { found: AssignmentPreviewView; scheme: unknown }) {
  const { t } = useTranslation('reviews');
  const categories = schemeOf({ scheme }).categories ?? [];
  const category = (code: string | null | undefined) => {
    const known = categories.find((one) => one.code === code);
    return known ? localText(known.title) : (code ?? '—');
  };
  return (
    <section className="app-seats" aria-label={t('assign.matrix')}>
      <DataTable
        caption={t('assign.matrix')}
        rows={found.proposals}
        rowKey={(row: Planned) => row.id}
        empty={{ title: t('assign.noProposals') }}
        columns={[
          {
            key: 'proposal',
            title: t('staff.proposal'),
            primary: true,
            render: (row) => (
              <>
                {row.title}
                <span className="app-table__reason">
                  {row.number} · {row.organisation_name} · {category(row.category)}
                </span>
              </>
            ),
          },
          ...found.reviewers.map((one: Load) => ({
            key: one.reviewer.id,
            title: <span title={one.reviewer.name}>{one.alias}</span>,
            align: 'center' as const,
            render: (row: Planned) => {
              const { kind, score } = seatOf(row, one.reviewer.id);
              return (
                <>
                  <Mark kind={kind} title={one.reviewer.name} />
                  {score !== null && kind === 'added' ? <span className="app-table__reason">{score}</span> : null}
                </>
              );
            },
          })),
        ]}
      />
    </section>
  );
}

function Loads({ found, scheme }: { found: AssignmentPreviewView; scheme: unknown }) {
  const { t } = useTranslation('reviews');
  const categories = schemeOf({ scheme }).categories ?? [];
  const most = Math.max(1, ...found.reviewers.map((one) => Math.min(one.cap, found.proposals.length)));
  return (
    <DataTable
      caption={t('assign.loads')}
      rows={found.reviewers}
      rowKey={(row) => row.reviewer.id}
      columns={[
        {
          key: 'name',
          title: t('staff.reviewer'),
          primary: true,
          render: (row) => (
            <>
              {row.reviewer.name}
              {row.organisation_name ? <span className="app-table__reason">{row.organisation_name}</span> : null}
            </>
          ),
        },
        { key: 'alias', title: t('staff.alias'), nowrap: true, render: (row) => row.alias },
        {
          key: 'categories',
          title: t('assign.categories'),
          render: (row) =>
            row.categories
              .map((code) => {
                const known = categories.find((one) => one.code === code);
                return known ? localText(known.title) : code;
              })
              .join(t('common:comma')) || '—',
        },
        { key: 'present', title: t('assign.present'), align: 'right', render: (row) => row.present },
        { key: 'added', title: t('assign.added'), align: 'right', render: (row) => row.added },
        {
          key: 'load',
          title: t('assign.load'),
          width: '14rem',
          render: (row) => (
            <Progress
              share={Math.floor(((row.present + row.added) * 10_000) / most)}
              label={t('assign.loadText', { load: row.present + row.added, cap: row.cap })}
            />
          ),
        },
      ]}
    />
  );
}
