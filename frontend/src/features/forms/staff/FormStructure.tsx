import { Button } from 'antd';
import { type DragEvent, useState } from 'react';
import type { Fault } from '@/api/client';
import { Card } from '@/components/app/Card';
import { Icon } from '@/components/base/Icon';
import { type FormDocument, formText } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { addField, addSection, duplicate, KINDS, move, remove, type Spot, step } from '../lib/edit';

type Make = (document: FormDocument) => { form: FormDocument; spot: Spot };

const MAX_FIELDS = 100;
const MAX_SECTIONS = 20;

/** Sections with their questions: selected, moved by buttons or by dragging, and the palette to add more. */
export function FormStructure({
  document,
  spot,
  faults,
  onSelect,
  onEdit,
}: {
  document: FormDocument;
  spot: Spot;
  faults: Fault[];
  onSelect: (spot: Spot) => void;
  /** A change with what to say about it to those who do not see it. */
  onEdit: (make: Make, message: string) => void;
}) {
  const { t } = useTranslation('forms');
  const [dragged, setDragged] = useState<Spot | null>(null);
  const fields = document.sections.reduce((sum, section) => sum + section.fields.length, 0);
  const current = document.sections[spot.section];
  const wrong = (prefix: string) =>
    faults.some((fault) => fault.pointer === prefix || fault.pointer.startsWith(`${prefix}/`));
  const drop = (to: Spot) => {
    if (!dragged) return;
    const from = dragged;
    setDragged(null);
    if ((from.field === undefined) !== (to.field === undefined)) {
      // A question dropped on the head of a section goes to its end.
      if (from.field === undefined) return;
      onEdit((form) => move(form, from, { section: to.section }), t('builder.moved', { name: '', n: '' }));
      return;
    }
    onEdit((form) => move(form, from, to), t('builder.moved', { name: '', n: (to.field ?? to.section) + 1 }));
  };
  const item = { spot, dragged, setDragged, drop, onSelect, onEdit };
  return (
    <div className="app-builder__side">
      <Card title={t('builder.structure')}>
        <ol className="app-builder__sections">
          {document.sections.map((section, index) => (
            <li key={section.code}>
              <Item
                {...item}
                at={{ section: index }}
                name={formText(section.title) || t('untitledSection')}
                kind={null}
                faulty={wrong(`/document/sections/${index}`)}
                first={index === 0}
                last={index === document.sections.length - 1}
              />
              <ol className="app-builder__fields">
                {section.fields.map((field, nth) => (
                  <li key={field.code}>
                    <Item
                      {...item}
                      at={{ section: index, field: nth }}
                      name={formText(field.label) || t('untitledField')}
                      kind={t(`kind.${field.input.kind}`)}
                      faulty={wrong(`/document/sections/${index}/fields/${nth}`)}
                      first={index === 0 && nth === 0}
                      last={index === document.sections.length - 1 && nth === section.fields.length - 1}
                    />
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ol>
        <Button
          block
          icon={<Icon name="plus" />}
          disabled={document.sections.length >= MAX_SECTIONS}
          onClick={() =>
            onEdit((form) => addSection(form, t('untitledSection')), t('builder.added', { name: t('untitledSection') }))
          }
        >
          {t('builder.addSection')}
        </Button>
      </Card>
      <Card title={t('builder.palette')}>
        <ul className="app-builder__palette" aria-label={t('builder.kindsLabel')}>
          {KINDS.map((kind) => (
            <li key={kind}>
              <Button
                block
                disabled={!current || fields >= MAX_FIELDS}
                onClick={() =>
                  onEdit(
                    (form) => addField(form, spot, kind, t(`kind.${kind}`)),
                    t('builder.added', { name: t(`kind.${kind}`) }),
                  )
                }
              >
                {t(`kind.${kind}`)}
              </Button>
            </li>
          ))}
        </ul>
        {fields >= MAX_FIELDS ? <p className="yc-muted">{t('builder.limit')}</p> : null}
      </Card>
    </div>
  );
}

function Item({
  at,
  name,
  kind,
  faulty,
  first,
  last,
  spot,
  dragged,
  setDragged,
  drop,
  onSelect,
  onEdit,
}: {
  at: Spot;
  name: string;
  kind: string | null;
  faulty: boolean;
  first: boolean;
  last: boolean;
  spot: Spot;
  dragged: Spot | null;
  setDragged: (spot: Spot | null) => void;
  drop: (to: Spot) => void;
  onSelect: (spot: Spot) => void;
  onEdit: (make: Make, message: string) => void;
}) {
  const { t } = useTranslation('forms');
  const [over, setOver] = useState(false);
  const selected = spot.section === at.section && spot.field === at.field;
  const go = (by: -1 | 1) =>
    onEdit((form) => step(form, at, by), t('builder.moved', { name, n: (at.field ?? at.section) + 1 + by }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a second way; the buttons do the same
    <div
      className={[
        'app-builder__item',
        kind === null ? 'app-builder__item--section' : '',
        selected ? 'app-builder__item--selected' : '',
        over ? 'app-builder__item--over' : '',
      ].join(' ')}
      draggable
      onDragStart={(event: DragEvent) => {
        event.stopPropagation();
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        setDragged(at);
      }}
      onDragEnd={() => setDragged(null)}
      onDragOver={(event: DragEvent) => {
        if (!dragged) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        drop(at);
      }}
    >
      <button
        type="button"
        className="app-builder__select"
        aria-pressed={selected}
        onClick={() => onSelect(at)}
        onKeyDown={(event) => {
          if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
          event.preventDefault();
          go(event.key === 'ArrowUp' ? -1 : 1);
        }}
      >
        <span className="app-builder__name">{name}</span>
        {kind ? <span className="app-builder__kind">{kind}</span> : null}
        {faulty ? (
          <span className="app-builder__fault">
            <Icon name="warning" />
            <span className="yc-visually-hidden">{t('builder.faulty')}</span>
          </span>
        ) : null}
      </button>
      {selected ? (
        <span className="app-builder__tools">
          <Button
            size="small"
            type="text"
            icon={<Icon name="up" />}
            aria-label={t('builder.up', { name })}
            disabled={first}
            onClick={() => go(-1)}
          />
          <Button
            size="small"
            type="text"
            icon={<Icon name="down" />}
            aria-label={t('builder.down', { name })}
            disabled={last}
            onClick={() => go(1)}
          />
          {kind ? (
            <Button
              size="small"
              type="text"
              icon={<Icon name="copy" />}
              aria-label={t('builder.duplicate', { name })}
              onClick={() => onEdit((form) => duplicate(form, at), t('builder.added', { name }))}
            />
          ) : null}
          <Button
            size="small"
            type="text"
            danger
            icon={<Icon name="trash" />}
            aria-label={t('builder.remove', { name })}
            onClick={() => onEdit((form) => ({ form: remove(form, at), spot: at }), t('builder.removed', { name }))}
          />
        </span>
      ) : null}
    </div>
  );
}
