import type { FormDocument, FormField, FormInput, FormKind, FormSection } from '@/lib/forms';

/** Changes of a form under construction: pure, so that each can be undone by keeping what was before. */

/** What is selected: a section, or one of its fields. */
export interface Spot {
  section: number;
  field?: number | undefined;
}

export const KINDS: FormKind[] = [
  'short_text',
  'long_text',
  'single_choice',
  'multiple_choice',
  'number',
  'money',
  'date',
  'yes_no',
  'table',
  'indicators',
  'team',
  'file',
  'declaration',
];
/** The kinds a column of a table can have. */
export const CELL_KINDS: FormKind[] = ['short_text', 'number', 'money', 'date', 'single_choice'];

const empty = { zh: '', en: '' };

export function newInput(kind: FormKind): FormInput {
  const options = [
    { code: 'a', label: { zh: '选项一', en: 'First' } },
    { code: 'b', label: { zh: '选项二', en: 'Second' } },
  ];
  switch (kind) {
    case 'short_text':
      return { kind, max: 100 };
    case 'long_text':
      return { kind, max: 2000 };
    case 'single_choice':
      return { kind, options };
    case 'multiple_choice':
      return { kind, options };
    case 'number':
      return { kind, decimals: 0 };
    case 'table':
      return {
        kind,
        columns: [
          { code: 'item', label: { zh: '事项', en: 'Item' }, required: true, input: { kind: 'short_text', max: 100 } },
        ],
        max_rows: 20,
      };
    case 'file':
      return { kind, purpose: 'evidence', max_files: 5 };
    case 'indicators':
      return { kind, min_rows: 1, max_rows: 20 };
    case 'team':
      return { kind, min_rows: 1, max_rows: 20 };
    default:
      return { kind } as FormInput;
  }
}

/** `text_1`, `text_2` …: the first that nobody has. */
function freeCode(stem: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  if (!known.has(stem)) return stem;
  let n = 2;
  while (known.has(`${stem}_${n}`)) n += 1;
  return `${stem}_${n}`;
}

function fieldCodes(form: FormDocument): string[] {
  return form.sections.flatMap((section) => section.fields.map((field) => field.code));
}

function withSections(form: FormDocument, sections: FormSection[]): FormDocument {
  return { ...form, sections };
}

export function changeSection(
  form: FormDocument,
  at: number,
  change: (section: FormSection) => FormSection,
): FormDocument {
  const before = form.sections[at];
  if (!before) return form;
  const after = change(before);
  const renamed = after.code !== before.code;
  return withSections(
    form,
    form.sections.map((section, index) => {
      if (index === at) return after;
      return renamed && section.after === before.code ? { ...section, after: after.code } : section;
    }),
  );
}

/** Changes a field; conditions that name it by its code follow a new one. */
export function changeField(form: FormDocument, spot: Spot, change: (field: FormField) => FormField): FormDocument {
  return changeSection(form, spot.section, (section) => {
    const before = section.fields[spot.field ?? -1];
    if (!before) return section;
    const after = change(before);
    const follow = (field: FormField): FormField =>
      field.shown_when?.field === before.code && after.code !== before.code
        ? { ...field, shown_when: { ...field.shown_when, field: after.code } }
        : field;
    return { ...section, fields: section.fields.map((field, index) => (index === spot.field ? after : follow(field))) };
  });
}

export function addSection(form: FormDocument, title: string): { form: FormDocument; spot: Spot } {
  const code = freeCode(
    'part',
    form.sections.map((section) => section.code),
  );
  const section: FormSection = { code, title: { zh: title, en: '' }, fields: [] };
  return { form: withSections(form, [...form.sections, section]), spot: { section: form.sections.length } };
}

/** Adds a field of a kind behind the selected one, or at the end of the selected section. */
export function addField(
  form: FormDocument,
  spot: Spot,
  kind: FormKind,
  label: string,
): { form: FormDocument; spot: Spot } {
  const code = freeCode(kind, fieldCodes(form));
  const field: FormField = { code, label: { ...empty, zh: label }, required: true, input: newInput(kind) };
  const at = spot.field === undefined ? (form.sections[spot.section]?.fields.length ?? 0) : spot.field + 1;
  const next = changeSection(form, spot.section, (section) => ({
    ...section,
    fields: [...section.fields.slice(0, at), field, ...section.fields.slice(at)],
  }));
  return { form: next, spot: { section: spot.section, field: at } };
}

/** Lets go of conditions and orders that point to something that is gone or stands later now. */
function mended(form: FormDocument): FormDocument {
  return withSections(
    form,
    form.sections.map((section, index) => {
      const earlier = form.sections.slice(0, index).some((before) => before.code === section.after);
      const { after, ...rest } = section;
      const fields = section.fields.map((field, at) => {
        const { shown_when, ...plain } = field;
        const known = section.fields.slice(0, at).some((before) => before.code === shown_when?.field);
        return shown_when && !known ? plain : field;
      });
      return after && !earlier ? { ...rest, fields } : { ...section, fields };
    }),
  );
}

export function remove(form: FormDocument, spot: Spot): FormDocument {
  const without = <T>(list: T[], at: number) => list.filter((_, index) => index !== at);
  if (spot.field === undefined) return mended(withSections(form, without(form.sections, spot.section)));
  const { field } = spot;
  return mended(
    changeSection(form, spot.section, (section) => ({ ...section, fields: without(section.fields, field) })),
  );
}

export function duplicate(form: FormDocument, spot: Spot): { form: FormDocument; spot: Spot } {
  const section = form.sections[spot.section];
  const field = section?.fields[spot.field ?? -1];
  if (!section || !field || spot.field === undefined) return { form, spot };
  const { stands_for: _, ...plain } = field;
  const copy = { ...structuredClone(plain), code: freeCode(field.code, fieldCodes(form)) };
  const at = spot.field + 1;
  const fields = [...section.fields.slice(0, at), copy, ...section.fields.slice(at)];
  return {
    form: changeSection(form, spot.section, (old) => ({ ...old, fields })),
    spot: { section: spot.section, field: at },
  };
}

/** Moves a section, or a field inside its section or to another, to a place counted before the move. */
export function move(form: FormDocument, from: Spot, to: Spot): { form: FormDocument; spot: Spot } {
  if (from.field === undefined) {
    const section = form.sections[from.section];
    if (!section) return { form, spot: from };
    const rest = form.sections.filter((_, index) => index !== from.section);
    const at = Math.max(0, Math.min(to.section, rest.length));
    return {
      form: mended(withSections(form, [...rest.slice(0, at), section, ...rest.slice(at)])),
      spot: { section: at },
    };
  }
  const field = form.sections[from.section]?.fields[from.field];
  if (!field || !form.sections[to.section]) return { form, spot: from };
  const taken = changeSection(form, from.section, (section) => ({
    ...section,
    fields: section.fields.filter((_, index) => index !== from.field),
  }));
  const room = taken.sections[to.section]?.fields.length ?? 0;
  const at = Math.max(0, Math.min(to.field ?? room, room));
  const put = changeSection(taken, to.section, (section) => ({
    ...section,
    fields: [...section.fields.slice(0, at), field, ...section.fields.slice(at)],
  }));
  return { form: mended(put), spot: { section: to.section, field: at } };
}

/** One step up or down; a field at the end of its section goes on into the next one. */
export function step(form: FormDocument, spot: Spot, by: -1 | 1): { form: FormDocument; spot: Spot } {
  if (spot.field === undefined) {
    const to = spot.section + by;
    return to < 0 || to >= form.sections.length ? { form, spot } : move(form, spot, { section: to });
  }
  const to = spot.field + by;
  const last = (form.sections[spot.section]?.fields.length ?? 0) - 1;
  if (to >= 0 && to <= last) return move(form, spot, { section: spot.section, field: to });
  const other = spot.section + by;
  const fields = form.sections[other]?.fields.length;
  if (fields === undefined) return { form, spot };
  return move(form, spot, { section: other, field: by < 0 ? fields : 0 });
}

/** The choices that a field's condition may look at: earlier in its section, always shown. */
export function controllers(section: FormSection, at: number): FormField[] {
  return section.fields
    .slice(0, at)
    .filter((field) => !field.shown_when && ['single_choice', 'multiple_choice', 'yes_no'].includes(field.input.kind));
}
