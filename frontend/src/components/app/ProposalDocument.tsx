import { Money } from '@/components/base/Money';
import { type FormDocument, formOf, formText, type SectionAnswers } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import type { SchemeView } from '@/lib/scheme';
import { answerId, FormReading } from './FormReading';
import { FileLinks, type ProposalFile } from './ProposalFiles';
import { BeneficiaryTable, BudgetLines, IndicatorTable, PartRows, type ProposalLine, titleOf } from './ProposalTables';
import '@/styles/proposals.css';

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
      return proposal.indicators.length === 0 ? nothing : <IndicatorTable rows={proposal.indicators} />;
    case 'beneficiaries':
      return proposal.beneficiaries.length === 0 ? nothing : <BeneficiaryTable rows={proposal.beneficiaries} />;
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
