import { Input } from 'antd';
import type { Fault } from '@/api/client';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import { localText, type SchemeView } from '@/lib/scheme';
import { type Draft, type RowFaults, TEXT_LIMIT, type TextField } from './draft';
import { useLocked } from './lock';
import { PlanRows, RiskRows, TeamRows } from './PartRows';

export interface SectionProps {
  draft: Draft;
  scheme: SchemeView | undefined;
  /** Faults of the last check that are still true. */
  faults: Fault[];
  onChange: (change: (draft: Draft) => Draft) => void;
}

/** Empty fields are not scolded while the form is being written; the check before submission names them. */
function errorsAt(faults: Fault[], pointer: string, value: string): string[] {
  return faults
    .filter((fault) => fault.pointer === pointer && !(fault.code === 'missing' && value.trim() === ''))
    .map(faultText);
}

const ROWS: Record<TextField, number> = { summary: 4, need: 8, goals: 8, activities: 12, team: 6, risks: 6 };

function Text({
  field,
  draft,
  faults,
  onChange,
  optional = false,
}: SectionProps & { field: TextField; optional?: boolean }) {
  const { t } = useTranslation('proposals');
  const pointer = `/content/${field}`;
  const locked = useLocked(pointer);
  const value = draft.content[field];
  return (
    <FieldRow
      id={fieldId(pointer)}
      label={t(`document.${field}`)}
      hint={t(`hint.${field}`)}
      errors={errorsAt(faults, pointer, value)}
      optional={optional}
    >
      {(control) => (
        <Input.TextArea
          {...control}
          disabled={locked}
          value={value}
          autoSize={{ minRows: ROWS[field], maxRows: 30 }}
          maxLength={TEXT_LIMIT[field]}
          showCount
          onChange={(event) => {
            const text = event.target.value;
            onChange((old) => ({ ...old, content: { ...old.content, [field]: text } }));
          }}
        />
      )}
    </FieldRow>
  );
}

export function BasicSection({ summary = true, ...props }: SectionProps & { summary?: boolean }) {
  const { draft, scheme, faults, onChange } = props;
  const { t } = useTranslation('proposals');
  const tracks = scheme?.tracks ?? [];
  const locked = { title: useLocked('/title'), category: useLocked('/category'), track: useLocked('/track') };
  return (
    <>
      <FieldRow
        id={fieldId('/title')}
        label={t('field.title')}
        hint={t('hint.title')}
        errors={errorsAt(faults, '/title', draft.title)}
      >
        {(control) => (
          <Input
            {...control}
            disabled={locked.title}
            value={draft.title}
            maxLength={200}
            onChange={(event) => {
              const title = event.target.value;
              onChange((old) => ({ ...old, title }));
            }}
          />
        )}
      </FieldRow>
      <FieldRow
        id={fieldId('/category')}
        label={t('document.category')}
        errors={errorsAt(faults, '/category', draft.category)}
      >
        {(control) => (
          <PlainSelect
            {...control}
            disabled={locked.category}
            value={draft.category}
            placeholder={t('field.choose')}
            options={(scheme?.categories ?? []).map((entry) => ({ value: entry.code, label: localText(entry.title) }))}
            onChange={(category) => onChange((old) => ({ ...old, category: category ?? '' }))}
          />
        )}
      </FieldRow>
      {tracks.length > 1 ? (
        <FieldRow
          id={fieldId('/track')}
          label={t('document.track')}
          hint={t('hint.track')}
          errors={errorsAt(faults, '/track', draft.track)}
        >
          {(control) => (
            <PlainSelect
              {...control}
              disabled={locked.track}
              value={draft.track || (tracks[0]?.code ?? '')}
              options={tracks.map((entry) => ({ value: entry.code, label: localText(entry.title) }))}
              onChange={(track) => onChange((old) => ({ ...old, track: track ?? '' }))}
            />
          )}
        </FieldRow>
      ) : null}
      {summary ? <Text {...props} field="summary" /> : null}
    </>
  );
}

export function NeedSection(props: SectionProps) {
  return (
    <>
      <Text {...props} field="need" />
      <Text {...props} field="goals" />
    </>
  );
}

export function PlanSection(props: SectionProps & { found: RowFaults }) {
  return (
    <>
      <Text {...props} field="activities" optional />
      <PlanRows {...props} />
      <Text {...props} field="team" optional />
      <TeamRows {...props} />
      <Text {...props} field="risks" optional />
      <RiskRows {...props} />
    </>
  );
}
