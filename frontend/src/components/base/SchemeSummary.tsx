import type { ReactNode } from 'react';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { formatMoney } from '@/lib/money';
import { formatBp, type LocalText, localText, type Quota, type SchemeView } from '@/lib/scheme';
import { Descriptions } from './Descriptions';
import { Money } from './Money';
import { PlainTable } from './PlainTable';

/** Who may apply, as sentences. */
export function SchemeConditions({ scheme }: { scheme: SchemeView }) {
  const { t } = useTranslation('rules');
  const { eligibility, limits } = scheme;
  const rules: string[] = [];
  if (eligibility) {
    const counted = [
      ['whoAge', eligibility.registration_years],
      ['whoInspections', eligibility.inspections_passed],
      ['whoAbnormal', eligibility.abnormal_list_years],
      ['whoViolation', eligibility.serious_violation_years],
      ['whoPenalty', eligibility.penalty_years],
    ] as const;
    for (const [key, count] of counted) if (count > 0) rules.push(t(`scheme.${key}`, { count }));
    if (eligibility.grade_floor) rules.push(t('scheme.whoGrade', { grade: eligibility.grade_floor }));
    rules.push(enumLabel('previous_grantee', eligibility.previous_grantee));
    rules.push(enumLabel('filed_groups', eligibility.filed_groups));
  }
  if (limits) {
    rules.push(
      t('scheme.whoLimit', { proposals: limits.proposals_per_organisation, awards: limits.awards_per_organisation }),
    );
  }
  return (
    <ul className="yc-list">
      {rules.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  );
}

/** A track or category with the bound of what it may receive. */
function quotaText(one: { title: LocalText; quota?: Quota | null }): string {
  const bounds = [
    one.quota?.max_awards ? textOf('rules:scheme.quotaAwards', { count: one.quota.max_awards }) : undefined,
    one.quota?.max_amount
      ? textOf('rules:scheme.quotaAmount', { amount: formatMoney(one.quota.max_amount) })
      : undefined,
  ].filter(Boolean);
  return bounds.length > 0
    ? `${localText(one.title)}（${bounds.join(textOf('comma') ?? ', ')}）`
    : localText(one.title);
}

/** The rubric with weights, ranges and guidance. */
export function SchemeRubric({ scheme }: { scheme: SchemeView }) {
  const { t } = useTranslation('rules');
  const criteria = scheme.rubric?.criteria ?? [];
  return (
    <PlainTable
      caption={t('public:calls.rubric')}
      rows={criteria}
      rowKey={(criterion) => criterion.code}
      columns={[
        {
          key: 'criterion',
          title: t('public:calls.criterion'),
          primary: true,
          render: (criterion) => localText(criterion.title),
        },
        {
          key: 'guidance',
          title: t('scheme.guidance'),
          render: (criterion) => (
            <>
              {localText(criterion.guidance)}
              {criterion.anchors?.length ? <Levels anchors={criterion.anchors} max={criterion.max} /> : null}
            </>
          ),
        },
        {
          key: 'range',
          title: t('scheme.range'),
          nowrap: true,
          render: (criterion) => t('scheme.rangeText', { min: criterion.min, max: criterion.max }),
        },
        {
          key: 'weight',
          title: t('public:calls.weight'),
          align: 'right',
          render: (criterion) => formatBp(criterion.weight_bp),
        },
      ]}
    />
  );
}

/** What the scores of a criterion mean, level by level. */
function Levels({ anchors, max }: { anchors: { min: string; text: LocalText }[]; max: string }) {
  const { t } = useTranslation('rules');
  return (
    <ul className="yc-levels">
      {anchors.map((level, index) => (
        <li key={level.min}>
          <span className="yc-nowrap">
            {index === 0
              ? t('scheme.levelTop', { min: level.min, max })
              : t('scheme.level', { min: level.min, above: anchors[index - 1]?.min ?? max })}
          </span>{' '}
          {localText(level.text)}
        </li>
      ))}
    </ul>
  );
}

/** Caps, matching, limits of budget lines, scoring, tranches and the notice. */
export function SchemeRules({ scheme }: { scheme: SchemeView }) {
  const { t } = useTranslation('rules');
  const { budget, scoring, panel } = scheme;
  const facts: { label: string; value: ReactNode }[] = [];
  if (budget) {
    facts.push({
      label: t('scheme.cap'),
      value: budget.cap_per_project ? <Money value={budget.cap_per_project} /> : t('public:calls.noCap'),
    });
    if (budget.floor_per_project) {
      facts.push({ label: t('scheme.floor'), value: <Money value={budget.floor_per_project} /> });
    }
    if (budget.cap_share_bp) facts.push({ label: t('scheme.capShare'), value: formatBp(budget.cap_share_bp) });
    facts.push({
      label: t('scheme.matching'),
      value: budget.matching_min_bp > 0 ? formatBp(budget.matching_min_bp) : t('scheme.noMatching'),
    });
  }
  if (scheme.funding_sources?.length) {
    facts.push({
      label: t('scheme.sources'),
      value: scheme.funding_sources.map((source) => enumLabel('source', source)).join(t('common:comma')),
    });
  }
  if (scheme.categories?.length) {
    facts.push({
      label: t('scheme.categories'),
      value: scheme.categories.map(quotaText).join(t('common:comma')),
    });
  }
  if (scheme.tracks?.length) {
    facts.push({ label: t('scheme.tracks'), value: scheme.tracks.map(quotaText).join(t('common:comma')) });
  }
  return (
    <div className="yc-stack">
      <Descriptions items={facts} />
      {budget && budget.lines.length > 0 ? (
        <PlainTable
          caption={t('scheme.lines')}
          captionVisible
          rows={budget.lines}
          rowKey={(line) => line.subject}
          columns={[
            { key: 'line', title: t('scheme.line'), primary: true, render: (line) => localText(line.title) },
            {
              key: 'share',
              title: t('scheme.lineShare'),
              align: 'right',
              render: (line) =>
                line.forbidden ? t('scheme.lineForbidden') : line.max_share_bp ? formatBp(line.max_share_bp) : '—',
            },
            {
              key: 'price',
              title: t('scheme.linePrice'),
              align: 'right',
              render: (line) => (line.max_unit_price ? <Money value={line.max_unit_price} /> : '—'),
            },
          ]}
        />
      ) : null}
      {scoring && panel ? (
        <div>
          <p className="yc-strong">{t('scheme.scoring')}</p>
          <p>
            {t('scheme.scoringText', {
              size: panel.size,
              rule: t(`scheme.aggregate.${scoring.trim_share_bp ? 'share' : (scoring.aggregate ?? 'trimmed_mean')}`, {
                min: scoring.min_n_for_trim,
                high: scoring.trim_high,
                low: scoring.trim_low,
                share: formatBp(scoring.trim_share_bp ?? 0),
              }),
              decimals: scoring.decimals,
              pass: scoring.pass_mark,
            })}
          </p>
          <p>
            {t('scheme.tie')}
            {t('common:colon')}
            {scoring.tie_order.map((key) => enumLabel('tie', key)).join(t('common:comma'))}
          </p>
        </div>
      ) : null}
      {scheme.tranches?.length ? (
        <PlainTable
          caption={t('scheme.tranches')}
          captionVisible
          rows={scheme.tranches.map((tranche, index) => ({ ...tranche, seq: index + 1 }))}
          rowKey={(tranche) => String(tranche.seq)}
          columns={[
            {
              key: 'seq',
              title: t('scheme.tranches'),
              primary: true,
              render: (tranche) => t('scheme.trancheSeq', { seq: tranche.seq }),
            },
            { key: 'gate', title: t('scheme.trancheGate'), render: (tranche) => enumLabel('gate', tranche.gate) },
            {
              key: 'due',
              title: t('scheme.trancheDue'),
              render: (tranche) => t('scheme.workingDays', { count: tranche.due_working_days }),
            },
            {
              key: 'share',
              title: t('scheme.trancheShare'),
              align: 'right',
              render: (tranche) => formatBp(tranche.bp),
            },
          ]}
        />
      ) : null}
      {scheme.notice ? (
        <p>{t('scheme.notice', { days: scheme.notice.days, unit: enumLabel('day_unit', scheme.notice.unit) })}</p>
      ) : null}
    </div>
  );
}
