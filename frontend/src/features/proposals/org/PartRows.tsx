import { useQuery } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { formatBp } from '@/lib/scheme';
import { currentStaffOptions } from './api';
import {
  newPlanStep,
  newRisk,
  newTeamMember,
  type PlanRow,
  RISK_LEVELS,
  type RiskRow,
  type RowFaults,
  shareOfText,
  type TeamRow,
} from './draft';
import { useProposalFiles } from './files';
import { Rows } from './RowSections';
import type { SectionProps } from './TextSections';

type Props = SectionProps & { found: RowFaults };

/** Rows under a heading of their own, which names them as well. */
function Part<Row extends { key: string }>({
  title,
  hint,
  children,
  ...rows
}: Omit<ComponentProps<typeof Rows<Row>>, 'name'> & {
  title: string;
  hint?: string;
  /** What the rows amount to. */
  children?: ReactNode;
}) {
  const id = `rows-${rows.pointer.slice(1)}`;
  return (
    <section className="app-rowpart" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {hint ? <p className="yc-muted">{hint}</p> : null}
      <Rows<Row> name={title} {...rows} />
      {children}
    </section>
  );
}

/** What happens in which month, where, for what, with which share of the money. */
export function PlanRows({ draft, onChange, found }: Props) {
  const { t } = useTranslation('proposals');
  const shares = draft.plan.reduce((sum, row) => sum + (shareOfText(row.share) ?? 0), 0);
  return (
    <Part<PlanRow>
      title={t('document.plan')}
      hint={t('hint.plan')}
      pointer="/plan"
      rows={draft.plan}
      faults={found}
      make={newPlanStep}
      addLabel={t('rows.addPlan')}
      onChange={(plan) => onChange((old) => ({ ...old, plan }))}
      cells={[
        { field: 'month', label: t('document.month'), maxLength: 7, type: 'month' },
        { field: 'activity', label: t('document.activity'), maxLength: 200 },
        { field: 'place', label: t('document.place'), maxLength: 100 },
        { field: 'target', label: t('document.planTarget'), maxLength: 200 },
        {
          field: 'share',
          label: t('document.share'),
          maxLength: 6,
          numeric: true,
          error: (row) => (row.share.trim() === '' || shareOfText(row.share) !== null ? undefined : t('rows.percent')),
        },
      ]}
    >
      <p aria-live="polite" className={shares > 10_000 ? 'app-field__error' : undefined}>
        {t('rows.shares', { share: formatBp(shares) })}
      </p>
    </Part>
  );
}

/** Who works in the project. */
export function TeamRows({ draft, onChange, found, scheme }: Props) {
  const { t } = useTranslation('proposals');
  const organisation = useProposalFiles()?.organisation ?? '';
  const { data } = useQuery({ ...currentStaffOptions(organisation), enabled: organisation !== '' });
  const staff = data?.items ?? [];
  const level = (code: string | null | undefined) => (code ? enumLabel('certificateLevel', code) : '');
  const chosen = (row: TeamRow, id: string): TeamRow => {
    const member = staff.find((one) => one.id === id);
    if (!member) return { ...row, staff_id: null };
    return {
      ...row,
      staff_id: member.id,
      name: member.name,
      role: row.role || member.position,
      qualification: level(member.certificate_level) || row.qualification,
    };
  };
  return (
    <Part<TeamRow>
      title={t('document.members')}
      hint={t(scheme?.limits?.registered_team ? 'hint.membersRegistered' : 'hint.members')}
      pointer="/team"
      rows={draft.team}
      faults={found}
      make={newTeamMember}
      addLabel={t('rows.addMember')}
      onChange={(team) => onChange((old) => ({ ...old, team }))}
      cells={[
        {
          field: 'staff_id',
          label: t('document.registered'),
          maxLength: 36,
          read: (row) => row.staff_id ?? '',
          write: chosen,
          options: options(staff, draft.team, level),
        },
        {
          field: 'name',
          label: t('document.memberName'),
          maxLength: 60,
          // Another name is another person.
          write: (row, name) => ({ ...row, name, staff_id: null }),
        },
        { field: 'role', label: t('document.role'), maxLength: 60 },
        { field: 'qualification', label: t('document.qualification'), maxLength: 100 },
        { field: 'duty', label: t('document.duty'), maxLength: 500 },
      ]}
    />
  );
}

/** Those who work there today with their certificate; whoever was chosen and left stays readable. */
function options(
  staff: { id: string; name: string; certificate_level?: string | null }[],
  team: TeamRow[],
  level: (code: string | null | undefined) => string,
) {
  const known = staff.map((one) => ({
    value: one.id,
    label: [one.name, level(one.certificate_level)].filter(Boolean).join(' · '),
  }));
  const gone = team.filter((row) => row.staff_id && !staff.some((one) => one.id === row.staff_id));
  return [...known, ...gone.map((row) => ({ value: row.staff_id ?? '', label: row.name }))];
}

/** What may go wrong, and what is done about it. */
export function RiskRows({ draft, onChange, found }: Props) {
  const { t } = useTranslation('proposals');
  return (
    <Part<RiskRow>
      title={t('document.riskRows')}
      pointer="/risks"
      rows={draft.risks}
      faults={found}
      make={newRisk}
      addLabel={t('rows.addRisk')}
      onChange={(risks) => onChange((old) => ({ ...old, risks }))}
      cells={[
        { field: 'risk', label: t('document.risk'), maxLength: 500 },
        {
          field: 'level',
          label: t('document.level'),
          maxLength: 6,
          options: RISK_LEVELS.map((level) => ({ value: level, label: t(`level.${level}`) })),
        },
        { field: 'response', label: t('document.response'), maxLength: 1_000 },
      ]}
    />
  );
}
