import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { etagOf, type Fault } from '@/api/client';
import { AutosaveStatus, ConflictDialog } from '@/components/app/AutosaveStatus';
import { Card } from '@/components/app/Card';
import { FieldRow } from '@/components/app/FieldRow';
import { FooterBar } from '@/components/app/FooterBar';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { FilterChips, SearchBox } from '@/components/base/FilterBar';
import { Icon } from '@/components/base/Icon';
import { SchemeConditions, SchemeRubric, SchemeRules } from '@/components/base/SchemeSummary';
import { EmptyState } from '@/components/base/States';
import { useAutosave } from '@/lib/autosave';
import { textOf, useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import { schemeOf } from '@/lib/scheme';
import { type CallView, callOptions, checkSchemeOptions, presetsOptions, updateCall } from '../api';
import { EditorFrame } from '../EditorFrame';
import type { SchemeSearch } from '../filter';
import { Consequences } from './Consequences';
import { SettingControl, valueText } from './Controls';
import { type Node, put, read, same, sum } from './document';
import { RowsEditor, Sum } from './RowsEditor';
import { GROUPS, SETTINGS, type Setting, settingOf } from './settings';

/** Every setting of the call's scheme: grouped, searched, compared with the preset, saved by itself. */
export function SchemePage({ id, search }: { id: string; search: SchemeSearch }) {
  const { data: call } = useSuspenseQuery(callOptions(id));
  return (
    <EditorFrame call={call}>
      {call.state === 'draft' ? <Editor key={call.id} call={call} search={search} /> : <Preview scheme={call.scheme} />}
    </EditorFrame>
  );
}

function Editor({ call, search }: { call: CallView; search: SchemeSearch }) {
  const { t, language } = useTranslation('schemes');
  const client = useQueryClient();
  const [scheme, setScheme] = useState<Node>(() => call.scheme as unknown as Node);
  const { data: presets } = useQuery(presetsOptions());
  const preset = presets?.items.find((item) => item.code === call.scheme_preset);
  const autosave = useAutosave<Node>({
    key: `scheme/${call.id}`,
    value: scheme,
    version: call.version,
    save: async (value, version) => {
      const { data } = await updateCall({
        path: { id: call.id },
        headers: { 'If-Match': etagOf({ version }) },
        body: { scheme: value as never },
      });
      client.setQueryData(callOptions(call.id).queryKey, data);
      return data;
    },
    load: async () => {
      const theirs = await client.fetchQuery({ ...callOptions(call.id), staleTime: 0 });
      return { value: theirs.scheme as unknown as Node, version: theirs.version };
    },
    onReplace: (value) => setScheme(value),
  });
  const checked = useChecked(scheme, call.budget);
  const faults: Fault[] = checked.data?.faults ?? [];
  const base = preset?.scheme as unknown as Node | undefined;
  const shown = useShown(search, scheme, base, faults);
  const change = (setting: Setting, value: Node) => setScheme((old) => put(old, setting, value));
  const label = preset ? (language === 'en' ? preset.title_en : preset.title) : call.scheme_preset;
  return (
    <>
      <div className="app-scheme">
        <aside className="app-scheme__side">
          <Card title={t('means')}>
            <Faults faults={faults} />
            <Consequences checked={checked.data} />
          </Card>
        </aside>
        <div>
          <div className="app-scheme__filter">
            <SearchBox label={t('search')} placeholder={t('searchPlaceholder')} value={search.q} />
            <FilterChips
              name="only"
              label={t('show')}
              value={search.only}
              options={[
                { value: undefined, label: t('all', { count: SETTINGS.length }) },
                { value: 'changed', label: t('changed', { preset: label }) },
                { value: 'faults', label: t('faulty', { count: faults.length }) },
                { value: 'preview', label: t('preview') },
              ]}
            />
          </div>
          {search.only === 'preview' ? <Preview scheme={scheme} /> : null}
          {search.only !== 'preview' && shown.length === 0 ? <EmptyState title={t('nothing')} /> : null}
          {search.only === 'preview'
            ? null
            : GROUPS.map((group) => (
                <GroupCard
                  key={group}
                  title={t(`group.${group}`)}
                  settings={shown.filter((one) => one.group === group)}
                  scheme={scheme}
                  base={base}
                  presetLabel={label}
                  faults={faults}
                  onChange={change}
                />
              ))}
        </div>
      </div>
      <FooterBar status={<AutosaveStatus autosave={autosave} />}>
        <Button onClick={() => void autosave.flush()} disabled={!autosave.unsaved}>
          {t('common:save')}
        </Button>
      </FooterBar>
      <ConflictDialog autosave={autosave} compare={compare} />
      <LeaveGuard unsaved={autosave.unsaved} flush={autosave.flush} />
    </>
  );
}

/** The server's judgement of what stands in the form, a moment after the last change. */
function useChecked(scheme: Node, budget: string) {
  const [asked, setAsked] = useState(scheme);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(scheme), 400);
    return () => window.clearTimeout(timer);
  }, [scheme]);
  return useQuery(checkSchemeOptions(asked, budget));
}

/** The settings that search, filter and differences leave. */
function useShown(search: SchemeSearch, scheme: Node, base: Node | undefined, faults: Fault[]): Setting[] {
  const { language } = useTranslation('schemes');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the labels change with the language
  return useMemo(() => {
    const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const faulty = new Set(faults.map((fault) => settingOf(fault.pointer)?.pointer));
    return SETTINGS.filter((setting) => {
      const text =
        `${labelOf(setting)} ${hintOf(setting) ?? ''} ${textOf(`schemes:group.${setting.group}`)}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) return false;
      if (search.only === 'faults') return faulty.has(setting.pointer);
      if (search.only === 'changed') return !same(read(scheme, setting.pointer), read(base, setting.pointer));
      return true;
    });
  }, [search.q, search.only, scheme, base, faults, language]);
}

function Faults({ faults }: { faults: Fault[] }) {
  const { t } = useTranslation('schemes');
  if (faults.length === 0) {
    return (
      <p role="status" className="app-scheme__ok">
        <Icon name="checkCircle" /> {t('sound')}
      </p>
    );
  }
  return (
    <div role="status">
      <p className="app-field__error">
        <Icon name="warning" /> {t('unsound', { count: faults.length })}
      </p>
      <ul className="yc-list">
        {faults.slice(0, 12).map((fault) => {
          const setting = settingOf(fault.pointer);
          return (
            <li key={`${fault.pointer} ${fault.code}`}>
              <a className="yc-link" href={`#${fieldId(setting?.pointer ?? fault.pointer)}`}>
                {setting ? labelOf(setting) : t('group.review')}
              </a>
              {t('common:colon')}
              {faultText(fault)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function GroupCard({
  title,
  settings,
  scheme,
  base,
  presetLabel,
  faults,
  onChange,
}: {
  title: string;
  settings: Setting[];
  scheme: Node;
  base: Node | undefined;
  presetLabel: string;
  faults: Fault[];
  onChange: (setting: Setting, value: Node) => void;
}) {
  if (settings.length === 0) return null;
  const weights = settings.some((one) => one.pointer.startsWith('/scoring/stage_weights_bp'));
  return (
    <Card title={title}>
      <div className="app-scheme__cells">
        {settings.map((setting) => (
          <SettingField
            key={setting.pointer}
            setting={setting}
            value={read(scheme, setting.pointer)}
            preset={base === undefined ? undefined : (read(base, setting.pointer) ?? null)}
            presetLabel={presetLabel}
            faults={faults}
            onChange={(value) => onChange(setting, value)}
          />
        ))}
      </div>
      {weights ? <StageSum scheme={scheme} /> : null}
    </Card>
  );
}

function StageSum({ scheme }: { scheme: Node }) {
  const { t } = useTranslation('schemes');
  const weights = read(scheme, '/scoring/stage_weights_bp');
  const rows = weights && typeof weights === 'object' ? Object.values(weights).map((share) => ({ share })) : [];
  return (
    <p className="app-scheme__foot">
      {t('stageSum')} <Sum total={sum(rows, 'share')} />
    </p>
  );
}

function SettingField({
  setting,
  value,
  preset,
  presetLabel,
  faults,
  onChange,
}: {
  setting: Setting;
  value: Node | undefined;
  preset: Node | undefined;
  presetLabel: string;
  faults: Fault[];
  onChange: (value: Node) => void;
}) {
  const { t } = useTranslation('schemes');
  const { pointer, rows } = setting;
  const differs = preset !== undefined && !same(value, preset);
  const difference = differs ? (
    <span className="app-scheme__difference">
      {t('presetSays', { preset: presetLabel, value: valueText(setting, preset) })}
      <Button type="link" size="small" onClick={() => onChange(preset ?? null)}>
        {t('takePreset')}
      </Button>
    </span>
  ) : null;
  if (rows) {
    return (
      <fieldset className="app-fieldset app-scheme__wide">
        <legend>{labelOf(setting)}</legend>
        {hintOf(setting) ? <p className="yc-muted">{hintOf(setting)}</p> : null}
        {difference}
        <RowsEditor
          pointer={pointer}
          list={pointer.split('/').at(-1) ?? ''}
          rows={rows}
          value={value}
          faults={faults.filter((fault) => fault.pointer.startsWith(pointer))}
          onChange={onChange}
        />
      </fieldset>
    );
  }
  const errors = faults
    .filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
    .map(faultText);
  const wide = setting.kind === 'set' || setting.kind === 'order' ? 'app-scheme__wide' : '';
  return (
    <div className={wide}>
      <FieldRow
        id={fieldId(pointer)}
        label={labelOf(setting)}
        hint={hintOf(setting)}
        optional={setting.optional ?? false}
        errors={errors}
      >
        {(control) => <SettingControl field={setting} value={value} control={control} onChange={onChange} />}
      </FieldRow>
      {difference}
    </div>
  );
}

/** As applicants read it. */
function Preview({ scheme }: { scheme: unknown }) {
  const { t } = useTranslation('calls');
  const view = schemeOf({ scheme });
  return (
    <>
      <Card title={t('staff.conditions')}>
        <SchemeConditions scheme={view} />
      </Card>
      <Card title={t('staff.rules')}>
        <SchemeRules scheme={view} />
      </Card>
      <Card title={t('staff.rubric')}>
        <SchemeRubric scheme={view} />
      </Card>
    </>
  );
}

function labelOf(setting: Setting): string {
  return textOf(`schemes:label${setting.pointer.replaceAll('/', '.')}`) ?? setting.pointer;
}

function hintOf(setting: Setting): string | undefined {
  return textOf(`schemes:hint${setting.pointer.replaceAll('/', '.')}`);
}

/** Two versions after somebody else saved: the settings that differ. */
function compare(mine: Node, theirs: Node) {
  return SETTINGS.filter((one) => !same(read(mine, one.pointer), read(theirs, one.pointer))).map((one) => ({
    label: labelOf(one),
    mine: one.rows ? JSON.stringify(read(mine, one.pointer)) : valueText(one, read(mine, one.pointer)),
    theirs: one.rows ? JSON.stringify(read(theirs, one.pointer)) : valueText(one, read(theirs, one.pointer)),
  }));
}
