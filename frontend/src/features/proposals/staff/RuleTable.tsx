import { DataTable } from '@/components/app/DataTable';
import { DateTime } from '@/components/base/DateTime';
import { Money } from '@/components/base/Money';
import { Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import type { Figure, RuleRow } from '../lib/rules';

/** The eligibility check rule by rule: what is asked, what was found, and whether it holds. */
export function RuleTable({ rows }: { rows: RuleRow[] }) {
  const { t } = useTranslation('proposals');
  return (
    <DataTable
      caption={t('staff.check')}
      rows={rows}
      rowKey={(row) => row.key}
      rowTone={(row) => (row.faults.length > 0 ? 'danger' : undefined)}
      columns={[
        {
          key: 'rule',
          title: t('staff.rule'),
          primary: true,
          render: (row) => t(`staff.rules.${row.key}`),
        },
        { key: 'limit', title: t('staff.limit'), render: (row) => <FigureText figure={row.limit} /> },
        {
          key: 'actual',
          title: t('staff.actual'),
          render: (row) =>
            row.faults.length > 0 ? (
              <ul className="app-plainlist">
                {row.faults.map((fault) => (
                  <li key={fault.pointer + fault.code}>
                    {faultText(fault)}
                    <PointerLabel pointer={fault.pointer} />
                  </li>
                ))}
              </ul>
            ) : (
              <FigureText figure={row.actual} />
            ),
        },
        {
          key: 'result',
          title: t('staff.result'),
          nowrap: true,
          render: (row) =>
            row.faults.length > 0 ? (
              <Tag tone="danger" icon="crossCircle" text={t('staff.fails')} />
            ) : (
              <Tag tone="success" icon="checkCircle" text={t('staff.holds')} />
            ),
        },
      ]}
    />
  );
}

function PointerLabel({ pointer }: { pointer: string }) {
  const steps = pointer.split('/').filter(Boolean);
  const label = textOf(`proposals:staff.part.${steps.filter((step) => !/^\d+$/.test(step)).join('_')}`);
  const index = steps.find((step) => /^\d+$/.test(step));
  if (!label) return null;
  return <span className="yc-muted">{` · ${label}${index === undefined ? '' : ` ${Number(index) + 1}`}`}</span>;
}

function FigureText({ figure }: { figure: Figure }) {
  const { t } = useTranslation('proposals');
  switch (figure.kind) {
    case 'money':
      return <Money value={figure.value} />;
    case 'date':
      return <DateTime value={figure.value} format="date" />;
    case 'years':
    case 'times':
    case 'copies':
      return t(`staff.figure.${figure.kind}`, { count: figure.value });
    case 'enum':
      return textOf(`enum:${figure.of}.${figure.value}`) ?? figure.value;
    case 'key':
      return t(`staff.figure.${figure.value}`);
    default:
      return figure.value;
  }
}
