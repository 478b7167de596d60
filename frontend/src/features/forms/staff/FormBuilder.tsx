import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Fault } from '@/api/client';
import { ActionBar } from '@/components/app/ActionBar';
import { AutosaveStatus, ConflictDialog } from '@/components/app/AutosaveStatus';
import { Card } from '@/components/app/Card';
import { FieldRow } from '@/components/app/FieldRow';
import { FooterBar } from '@/components/app/FooterBar';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { SignInAgain } from '@/components/app/SignInAgain';
import { Icon } from '@/components/base/Icon';
import { useAutosave } from '@/lib/autosave';
import { type FormDocument, formOf, formText } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { merge } from '@/lib/merge';
import type { Spot } from '../lib/edit';
import { useHistory } from '../lib/history';
import { discardForm, type FormEdit, type FormView, formOptions, publishForm, saveForm } from './api';
import { FormPreview } from './FormPreview';
import { FormProperties } from './FormProperties';
import { FormStructure } from './FormStructure';

/** The item a fault of the document belongs to: `/document/sections/1/fields/0/label/zh`. */
function spotOf(pointer: string): Spot | undefined {
  const match = /^\/document\/sections\/(\d+)(?:\/fields\/(\d+)(?:\/|$))?/.exec(pointer);
  if (!match) return undefined;
  return { section: Number(match[1]), ...(match[2] === undefined ? {} : { field: Number(match[2]) }) };
}

/** Building a draft: structure and palette, properties of what is selected, and what applicants will see. */
export function FormBuilder({ form, onDone }: { form: FormView; onDone: (event: string) => void }) {
  const { t } = useTranslation('forms');
  const client = useQueryClient();
  const { now, change, undo, redo, reset, canUndo, canRedo } = useHistory<FormEdit>(() => ({
    title: form.title,
    document: formOf(form),
  }));
  const [spot, setSpot] = useState<Spot>({ section: 0 });
  const [said, setSaid] = useState('');
  const autosave = useAutosave<FormEdit>({
    key: `form/${form.id}`,
    value: now,
    version: form.version,
    server: { value: { title: form.title, document: formOf(form) }, version: form.version },
    merge,
    save: async (value, version) => {
      const saved = await saveForm(form.id, value, version);
      client.setQueryData(formOptions(form.id).queryKey, saved);
      return saved;
    },
    load: async () => {
      const theirs = await client.fetchQuery({ ...formOptions(form.id), staleTime: 0 });
      return { value: { title: theirs.title, document: formOf(theirs) }, version: theirs.version };
    },
    onReplace: reset,
  });
  const edit = (with_: (document: FormDocument) => FormDocument, place = '') =>
    change((old) => {
      const document = with_(old.document);
      return document === old.document ? old : { ...old, document };
    }, place);
  const { document } = now;
  const selected = existing(document, spot);
  const faults = form.faults;

  // Undo and redo by keyboard, wherever no text field keeps its own.
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const text = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || text) return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    const element = box.current;
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  }, [undo, redo]);

  return (
    <div ref={box}>
      <p role="status" className="yc-visually-hidden">
        {said}
      </p>
      {autosave.unsaved ? null : (
        <ActionBar
          resource={form}
          machine="form"
          onDone={onDone}
          actions={{
            publish: {
              primary: true,
              confirm: t('view.publishText'),
              run: ({ headers }) => publishForm({ path: { id: form.id }, headers }),
            },
            discard: {
              danger: true,
              confirm: t('view.discardText'),
              run: ({ headers }) => discardForm({ path: { id: form.id }, headers }),
            },
          }}
        />
      )}
      <FaultList document={document} faults={faults} onSelect={setSpot} />
      <div className="app-builder">
        <FormStructure
          document={document}
          spot={selected}
          faults={faults}
          onSelect={setSpot}
          onEdit={(make, message) => {
            edit((old) => {
              const next = make(old);
              window.setTimeout(() => setSpot(next.spot));
              return next.form;
            });
            setSaid(message);
          }}
        />
        <div className="app-builder__body">
          <Card title={t('builder.properties')}>
            <FieldRow id="form-title" label={t('list.name')}>
              {(control) => (
                <Input
                  {...control}
                  value={now.title}
                  maxLength={100}
                  onChange={(event) => {
                    const title = event.target.value;
                    change((old) => ({ ...old, title }), 'title');
                  }}
                />
              )}
            </FieldRow>
            <FormProperties
              key={`${selected.section}/${selected.field ?? ''}`}
              document={document}
              spot={selected}
              faults={faults}
              onEdit={edit}
            />
          </Card>
          <FormPreview document={document} section={selected.section} />
        </div>
      </div>
      <FooterBar status={<AutosaveStatus autosave={autosave} />}>
        <Button icon={<Icon name="back" />} onClick={undo} disabled={!canUndo}>
          {t('builder.undo')}
        </Button>
        <Button onClick={redo} disabled={!canRedo}>
          {t('builder.redo')}
        </Button>
        <Button type="primary" onClick={() => void autosave.flush()} disabled={!autosave.unsaved}>
          {t('common:save')}
        </Button>
      </FooterBar>
      <ConflictDialog
        autosave={autosave}
        compare={(mine, theirs) => [
          { label: t('list.name'), path: ['title'], mine: mine.title, theirs: theirs.title },
          {
            label: t('builder.structure'),
            path: ['document'],
            mine: outline(mine.document, t('untitledField')),
            theirs: outline(theirs.document, t('untitledField')),
          },
        ]}
      />
      <LeaveGuard unsaved={autosave.unsaved} flush={autosave.flush} />
      <SignInAgain />
    </div>
  );
}

/** The selection, or what is nearest to it after something was removed. */
function existing(document: FormDocument, spot: Spot): Spot {
  const section = Math.max(0, Math.min(spot.section, document.sections.length - 1));
  const fields = document.sections[section]?.fields.length ?? 0;
  if (spot.field === undefined || fields === 0) return { section };
  return { section, field: Math.min(spot.field, fields - 1) };
}

function outline(document: FormDocument, untitled: string): string {
  return document.sections
    .map((section) =>
      [formText(section.title), ...section.fields.map((field) => `  ${formText(field.label) || untitled}`)].join('\n'),
    )
    .join('\n');
}

/** Everything the server finds wrong, each leading to its place. */
function FaultList({
  document,
  faults,
  onSelect,
}: {
  document: FormDocument;
  faults: Fault[];
  onSelect: (spot: Spot) => void;
}) {
  const { t } = useTranslation('forms');
  const lines = useMemo(
    () =>
      faults.map((fault) => {
        const spot = spotOf(fault.pointer);
        const section = spot ? document.sections[spot.section] : undefined;
        const field = section && spot?.field !== undefined ? section.fields[spot.field] : undefined;
        const place = field
          ? formText(field.label) || t('untitledField')
          : section
            ? formText(section.title)
            : t('title');
        return { fault, spot, place: place || t('untitledSection') };
      }),
    [document, faults, t],
  );
  const fields = document.sections.reduce((sum, section) => sum + section.fields.length, 0);
  return (
    <div className={faults.length > 0 ? 'yc-note yc-note--warning app-builder__faults' : 'yc-note app-builder__faults'}>
      <Icon name={faults.length > 0 ? 'warning' : 'checkCircle'} />
      <div>
        <p role="status">
          {faults.length > 0 ? t('builder.faults', { count: faults.length }) : t('builder.clean')}
          <span className="yc-muted"> · {t('builder.count', { sections: document.sections.length, fields })}</span>
        </p>
        {lines.length > 0 ? (
          <ul>
            {lines.map(({ fault, spot, place }) => (
              <li key={`${fault.pointer}|${fault.code}`}>
                {spot ? (
                  <button type="button" className="yc-linkbutton" onClick={() => onSelect(spot)}>
                    {t('builder.fault', { place, text: faultText(fault) })}
                  </button>
                ) : (
                  t('builder.fault', { place, text: faultText(fault) })
                )}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}
