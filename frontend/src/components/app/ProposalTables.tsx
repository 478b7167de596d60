import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { type Translate, useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { formatBp, type LocalText, localText, type SchemeView } from '@/lib/scheme';
import { fileHref } from '@/lib/uploadApi';
import type { ProposalContentView } from './ProposalDocument';

export interface ProposalLine {
  subject: string;
  content: string;
  unit_price: string;
  quantity: string;
  subtotal: string;
  proof?: { source: string; number: string; file_id?: string | null } | null;
}

/** The title of a category, a track or a budget subject; its code where the scheme is not at hand. */
export function titleOf(
  entries: { code: string; title: LocalText }[] | undefined,
  code: string | null | undefined,
): string {
  if (!code) return '—';
  const found = entries?.find((entry) => entry.code === code);
  return found ? localText(found.title) : code;
}

const numbered = <Row,>(rows: readonly Row[] | undefined) => (rows ?? []).map((row, index) => ({ ...row, index }));

export function IndicatorTable({ rows }: { rows: ProposalContentView['indicators'] }) {
  const { t } = useTranslation('proposals');
  return (
    <PlainTable
      caption={t('document.indicators')}
      rows={numbered(rows)}
      rowKey={(row) => String(row.index)}
      columns={[
        { key: 'name', title: t('document.indicator'), primary: true, render: (row) => row.name || '—' },
        { key: 'unit', title: t('document.unit'), render: (row) => row.unit || '—' },
        { key: 'baseline', title: t('document.baseline'), align: 'right', render: (row) => row.baseline || '—' },
        { key: 'target', title: t('document.target'), align: 'right', render: (row) => row.target || '—' },
      ]}
    />
  );
}

export function BeneficiaryTable({ rows }: { rows: ProposalContentView['beneficiaries'] }) {
  const { t } = useTranslation('proposals');
  const heads = rows.reduce((sum, row) => sum + row.head_count, 0);
  return (
    <PlainTable
      caption={t('document.beneficiaries')}
      totalLabel={t('common:money.total')}
      rows={numbered(rows)}
      rowKey={(row) => String(row.index)}
      columns={[
        {
          key: 'kind',
          title: t('document.kind'),
          primary: true,
          render: (row) => enumLabel('beneficiary', row.kind),
        },
        {
          key: 'count',
          title: t('document.headCount'),
          align: 'right',
          render: (row) => t('document.people', { count: row.head_count }),
          total: t('document.people', { count: heads }),
        },
      ]}
    />
  );
}

/** The plan by month, the people, the risks: as tables under their text. */
export function PartRows({ part, proposal }: { part: 'activities' | 'team' | 'risks'; proposal: ProposalContentView }) {
  const { t } = useTranslation('proposals');
  if (part === 'activities') {
    return (
      <PlainTable
        caption={t('document.plan')}
        captionVisible
        rows={numbered(proposal.plan)}
        rowKey={(row) => String(row.index)}
        columns={[
          { key: 'month', title: t('document.month'), nowrap: true, render: (row) => row.month || '—' },
          { key: 'activity', title: t('document.activity'), primary: true, render: (row) => row.activity || '—' },
          { key: 'place', title: t('document.place'), render: (row) => row.place || '—' },
          { key: 'target', title: t('document.planTarget'), render: (row) => row.target || '—' },
          { key: 'share', title: t('document.shareOf'), align: 'right', render: (row) => formatBp(row.share_bp) },
        ]}
      />
    );
  }
  if (part === 'team') {
    return (
      <PlainTable
        caption={t('document.members')}
        captionVisible
        rows={numbered(proposal.team)}
        rowKey={(row) => String(row.index)}
        columns={[
          { key: 'name', title: t('document.memberName'), primary: true, render: (row) => row.name || '—' },
          { key: 'role', title: t('document.role'), render: (row) => row.role || '—' },
          { key: 'qualification', title: t('document.qualification'), render: (row) => row.qualification || '—' },
          { key: 'duty', title: t('document.duty'), render: (row) => row.duty || '—' },
        ]}
      />
    );
  }
  return (
    <PlainTable
      caption={t('document.riskRows')}
      captionVisible
      rows={numbered(proposal.risks)}
      rowKey={(row) => String(row.index)}
      columns={[
        { key: 'risk', title: t('document.risk'), primary: true, render: (row) => row.risk || '—' },
        { key: 'level', title: t('document.level'), nowrap: true, render: (row) => levelText(row.level, t) },
        { key: 'response', title: t('document.response'), render: (row) => row.response || '—' },
      ]}
    />
  );
}

function levelText(level: string, t: Translate<'proposals'>): string {
  const known = (['low', 'medium', 'high'] as const).find((one) => one === level);
  return known ? t(`level.${known}`) : '—';
}

export function BudgetLines({
  caption,
  lines,
  total,
  scheme,
}: {
  caption: string;
  lines: ProposalLine[];
  total: string | null | undefined;
  scheme: SchemeView | undefined;
}) {
  const { t } = useTranslation('proposals');
  const subjects = scheme?.budget?.lines.map((line) => ({ code: line.subject, title: line.title }));
  if (lines.length === 0) {
    return (
      <p className="yc-muted">
        {caption}
        {t('common:colon')}
        {t('document.nothing')}
      </p>
    );
  }
  return (
    <PlainTable
      caption={caption}
      captionVisible
      totalLabel={t('common:money.total')}
      rows={numbered(lines)}
      rowKey={(line) => String(line.index)}
      columns={[
        {
          key: 'subject',
          title: t('document.subject'),
          primary: true,
          render: (line) => titleOf(subjects, line.subject),
        },
        {
          key: 'content',
          title: t('document.content'),
          render: (line) => (
            <>
              {line.content || '—'}
              {line.proof ? (
                <span className="app-document__proof">
                  {t('document.proof', { source: line.proof.source || '—', number: line.proof.number || '—' })}{' '}
                  {line.proof.file_id ? (
                    <a className="yc-link" href={fileHref(line.proof.file_id)}>
                      {t('document.proofFile')}
                    </a>
                  ) : null}
                </span>
              ) : null}
            </>
          ),
        },
        {
          key: 'price',
          title: t('document.unitPrice'),
          align: 'right',
          render: (line) => <Money value={line.unit_price} />,
        },
        { key: 'quantity', title: t('document.quantity'), align: 'right', render: (line) => line.quantity },
        {
          key: 'subtotal',
          title: t('document.subtotal'),
          align: 'right',
          render: (line) => <Money value={line.subtotal} />,
          total: <Money value={total} strong />,
        },
      ]}
    />
  );
}
