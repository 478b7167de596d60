import { useTranslation } from '@/lib/i18n';
import { formatBp } from '@/lib/scheme';
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
import { Rows } from './RowSections';
import type { SectionProps } from './TextSections';

type Props = SectionProps & { found: RowFaults };

/** What happens in which month, where, for what, with which share of the money. */
export function PlanRows({ draft, onChange, found }: Props) {
  const { t } = useTranslation('proposals');
  const shares = draft.plan.reduce((sum, row) => sum + (shareOfText(row.share) ?? 0), 0);
  return (
    <section className="app-rowpart" aria-labelledby="rows-plan">
      <h3 id="rows-plan">{t('document.plan')}</h3>
      <p className="yc-muted">{t('hint.plan')}</p>
      <Rows<PlanRow>
        name={t('document.plan')}
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
            error: (row) =>
              row.share.trim() === '' || shareOfText(row.share) !== null ? undefined : t('rows.percent'),
          },
        ]}
      />
      <p aria-live="polite" className={shares > 10_000 ? 'app-field__error' : undefined}>
        {t('rows.shares', { share: formatBp(shares) })}
      </p>
    </section>
  );
}

/** Who works in the project. */
export function TeamRows({ draft, onChange, found }: Props) {
  const { t } = useTranslation('proposals');
  return (
    <section className="app-rowpart" aria-labelledby="rows-team">
      <h3 id="rows-team">{t('document.members')}</h3>
      <p className="yc-muted">{t('hint.members')}</p>
      <Rows<TeamRow>
        name={t('document.members')}
        pointer="/team"
        rows={draft.team}
        faults={found}
        make={newTeamMember}
        addLabel={t('rows.addMember')}
        onChange={(team) => onChange((old) => ({ ...old, team }))}
        cells={[
          { field: 'name', label: t('document.memberName'), maxLength: 60 },
          { field: 'role', label: t('document.role'), maxLength: 60 },
          { field: 'qualification', label: t('document.qualification'), maxLength: 100 },
          { field: 'duty', label: t('document.duty'), maxLength: 500 },
        ]}
      />
    </section>
  );
}

/** What may go wrong, and what is done about it. */
export function RiskRows({ draft, onChange, found }: Props) {
  const { t } = useTranslation('proposals');
  return (
    <section className="app-rowpart" aria-labelledby="rows-risks">
      <h3 id="rows-risks">{t('document.riskRows')}</h3>
      <Rows<RiskRow>
        name={t('document.riskRows')}
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
    </section>
  );
}
