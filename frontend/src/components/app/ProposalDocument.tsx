import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { type FormDocument, formOf, formText, type SectionAnswers } from '@/lib/forms';
import { type Translate, useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { formatBp, type LocalText, localText, type SchemeView } from '@/lib/scheme';
import { fileHref } from '@/lib/uploadApi';
import { answerId, FormReading } from './FormReading';
import { FileLinks, type ProposalFile } from './ProposalFiles';
import '@/styles/proposals.css';

interface ProposalLine {
  subject: string;
  content: string;
  unit_price: string;
  quantity: string;
  subtotal: string;
  proof?: { source: string; number: string; file_id?: string | null } | null;
}

/** What a proposal says, as the organisation previews it, officers check it and reviewers read it. */
export interface ProposalContentView {
  title: string;
  category?: string | null;
  track?: string | null;
  content?: Partial<Record<'summary' | 'need' | 'goals' | 'activities' | 'team' | 'risks', string>> | null;
  indicators: { name: string; unit: string; baseline: string; target: string }[];
  beneficiaries: { kind: string; head_count: number }[];
  plan?: { month: string; activity: string; place: string; target: string; share_bp: number }[];
  team?: { name: string; role: string; qualification: string; duty: string }[];
  risks?: { risk: string; level: string; response: string }[];
  budget?: { grant: ProposalLine[]; matching: ProposalLine[] } | null;
  requested?: string | null;
  matching?: string | null;
}

const PARTS = [
  'summary',
  'need',
  'goals',
  'activities',
  'indicators',
  'beneficiaries',
  'team',
  'risks',
  'budget',
] as const;
type Part = (typeof PARTS)[number];

function partId(part: Part): string {
  return `part-${part}`;
}

/** The title of a category, a track or a budget subject; its code where the scheme is not at hand. */
function titleOf(entries: { code: string; title: LocalText }[] | undefined, code: string | null | undefined): string {
  if (!code) return '—';
  const found = entries?.find((entry) => entry.code === code);
  return found ? localText(found.title) : code;
}

/** The answers of a form, as they are sent with it. */
export interface DocumentAnswers {
  form: { standard: boolean; document: Record<string, unknown> };
  sections: { code: string; answers: Record<string, unknown> }[];
}

/** What the form of the call asks takes the place of the texts, and of the indicators when it asks for them. */
function shownParts(form: FormDocument | undefined): Part[] {
  if (!form) return [...PARTS];
  const measured = form.sections.some((section) => section.fields.some((field) => field.input.kind === 'indicators'));
  return PARTS.filter((part) => part === 'beneficiaries' || part === 'budget' || (part === 'indicators' && !measured));
}

function ownForm(answers: DocumentAnswers | undefined): FormDocument | undefined {
  return answers && !answers.form.standard ? formOf(answers.form) : undefined;
}

/** Links to the parts of the document below. */
export function ProposalParts({ answers }: { answers?: DocumentAnswers | undefined }) {
  const { t } = useTranslation('proposals');
  const form = ownForm(answers);
  const parts = [
    ...(form?.sections ?? []).map((section) => ({ id: answerId(section.code), title: formText(section.title) })),
    ...shownParts(form).map((part) => ({ id: partId(part), title: t(`document.${part}`) })),
  ];
  return (
    <nav className="app-parts yc-no-print" aria-label={t('document.parts')}>
      <ul>
        {parts.map((part) => (
          <li key={part.id}>
            <a
              href={`#${part.id}`}
              className="yc-chip"
              onClick={(event) => {
                event.preventDefault();
                const heading = document.getElementById(part.id);
                heading?.scrollIntoView({ block: 'start' });
                heading?.focus({ preventScroll: true });
              }}
            >
              {part.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The whole proposal, read only; headings are `h3` under the card's `h2`. */
export function ProposalDocument({
  proposal,
  scheme,
  answers,
  files = [],
}: {
  proposal: ProposalContentView;
  scheme?: SchemeView | undefined;
  /** What was answered in the form of the call. */
  answers?: DocumentAnswers | undefined;
  /** What was handed over with it. */
  files?: ProposalFile[] | undefined;
}) {
  const { t } = useTranslation('proposals');
  const form = ownForm(answers);
  const given = Object.fromEntries(
    (answers?.sections ?? []).map((section) => [section.code, section.answers as SectionAnswers]),
  );
  const facts = [
    [t('document.category'), titleOf(scheme?.categories, proposal.category)],
    ...((scheme?.tracks?.length ?? 0) > 1
      ? [[t('document.track'), titleOf(scheme?.tracks, proposal.track ?? scheme?.tracks?.[0]?.code)]]
      : []),
  ];
  return (
    <article className="app-document" aria-label={proposal.title || t('document.untitled')}>
      <dl className="app-document__facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('document.requested')}</dt>
          <dd>
            <Money value={proposal.requested} strong />
          </dd>
        </div>
        <div>
          <dt>{t('document.matching')}</dt>
          <dd>
            <Money value={proposal.matching} />
          </dd>
        </div>
      </dl>
      {form ? <FormReading form={form} answers={given} files={files} /> : null}
      {shownParts(form).map((part) => (
        <section key={part} className="app-document__part" aria-labelledby={partId(part)}>
          <h3 id={partId(part)} tabIndex={-1}>
            {t(`document.${part}`)}
          </h3>
          <PartBody part={part} proposal={proposal} scheme={scheme} />
        </section>
      ))}
      {files.length > 0 ? (
        <section className="app-document__part" aria-labelledby="part-attachments">
          <h3 id="part-attachments" tabIndex={-1}>
            {t('document.attachments')}
          </h3>
          <FileLinks files={files} />
        </section>
      ) : null}
    </article>
  );
}

function PartBody({
  part,
  proposal,
  scheme,
}: {
  part: Part;
  proposal: ProposalContentView;
  scheme: SchemeView | undefined;
}) {
  const { t } = useTranslation('proposals');
  const nothing = <p className="yc-muted">{t('document.nothing')}</p>;
  switch (part) {
    case 'indicators':
      if (proposal.indicators.length === 0) return nothing;
      return (
        <PlainTable
          caption={t('document.indicators')}
          rows={proposal.indicators.map((row, index) => ({ ...row, index }))}
          rowKey={(row) => String(row.index)}
          columns={[
            { key: 'name', title: t('document.indicator'), primary: true, render: (row) => row.name || '—' },
            { key: 'unit', title: t('document.unit'), render: (row) => row.unit || '—' },
            { key: 'baseline', title: t('document.baseline'), align: 'right', render: (row) => row.baseline || '—' },
            { key: 'target', title: t('document.target'), align: 'right', render: (row) => row.target || '—' },
          ]}
        />
      );
    case 'beneficiaries': {
      if (proposal.beneficiaries.length === 0) return nothing;
      const heads = proposal.beneficiaries.reduce((sum, row) => sum + row.head_count, 0);
      return (
        <PlainTable
          caption={t('document.beneficiaries')}
          totalLabel={t('common:money.total')}
          rows={proposal.beneficiaries.map((row, index) => ({ ...row, index }))}
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
    case 'budget':
      return (
        <>
          <BudgetLines
            caption={t('document.grantTable')}
            lines={proposal.budget?.grant ?? []}
            total={proposal.requested}
            scheme={scheme}
          />
          <BudgetLines
            caption={t('document.matchingTable')}
            lines={proposal.budget?.matching ?? []}
            total={proposal.matching}
            scheme={scheme}
          />
        </>
      );
    case 'activities':
    case 'team':
    case 'risks': {
      const text = proposal.content?.[part]?.trim();
      const rows = <PartRows part={part} proposal={proposal} />;
      const some = (part === 'activities' ? proposal.plan : proposal[part])?.length;
      if (!text && !some) return nothing;
      return (
        <>
          {text ? <p className="app-document__text">{text}</p> : null}
          {some ? rows : null}
        </>
      );
    }
    default: {
      const text = proposal.content?.[part]?.trim();
      return text ? <p className="app-document__text">{text}</p> : nothing;
    }
  }
}

/** The plan by month, the people, the risks: as tables under their text. */
function PartRows({ part, proposal }: { part: 'activities' | 'team' | 'risks'; proposal: ProposalContentView }) {
  const { t } = useTranslation('proposals');
  const numbered = <Row,>(rows: Row[] | undefined) => (rows ?? []).map((row, index) => ({ ...row, index }));
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

function BudgetLines({
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
      rows={lines.map((line, index) => ({ ...line, index }))}
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
