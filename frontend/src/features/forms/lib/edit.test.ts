import { describe, expect, it } from 'vitest';
import type { FormDocument } from '@/lib/forms';
import { addField, addSection, changeField, changeSection, duplicate, move, newInput, remove, step } from './edit';

const text = (zh: string) => ({ zh, en: '' });
const field = (code: string) => ({ code, label: text(code), input: newInput('yes_no') });

function form(): FormDocument {
  return {
    format: 'form/1',
    sections: [
      {
        code: 'one',
        title: text('一'),
        fields: [field('a'), { ...field('b'), shown_when: { field: 'a', one_of: ['yes'] } }],
      },
      { code: 'two', title: text('二'), after: 'one', fields: [field('c')] },
    ],
  };
}

const codes = (it: FormDocument) =>
  it.sections.map((section) => `${section.code}:${section.fields.map((one) => one.code)}`);

describe('building a form', () => {
  it('adds a section, and a field behind the selected one with a code of its own', () => {
    const more = addSection(form(), '三');
    expect(codes(more.form)).toEqual(['one:a,b', 'two:c', 'part:']);
    const added = addField(
      addField(form(), { section: 0, field: 0 }, 'date', '日期').form,
      { section: 1 },
      'date',
      '日期',
    );
    expect(codes(added.form)).toEqual(['one:a,date,b', 'two:c,date_2']);
    expect(added.spot).toEqual({ section: 1, field: 1 });
  });

  it('keeps conditions and orders right when a code changes', () => {
    const renamed = changeField(form(), { section: 0, field: 0 }, (old) => ({ ...old, code: 'has' }));
    expect(renamed.sections[0]?.fields[1]?.shown_when?.field).toBe('has');
    expect(changeSection(form(), 0, (old) => ({ ...old, code: 'first' })).sections[1]?.after).toBe('first');
  });

  it('lets go of conditions and orders whose subject is gone or comes later', () => {
    expect(remove(form(), { section: 0, field: 0 }).sections[0]?.fields[0]?.shown_when).toBeUndefined();
    expect(remove(form(), { section: 0 }).sections[0]?.after).toBeUndefined();
    expect(move(form(), { section: 1 }, { section: 0 }).form.sections[0]?.after).toBeUndefined();
  });

  it('moves by steps within a section, on into the next one, and not beyond the ends', () => {
    const down = step(form(), { section: 0, field: 0 }, 1);
    expect(codes(down.form)).toEqual(['one:b,a', 'two:c']);
    const over = step(down.form, { section: 0, field: 1 }, 1);
    expect([codes(over.form), over.spot]).toEqual([['one:b', 'two:a,c'], { section: 1, field: 0 }]);
    expect(step(over.form, over.spot, -1).spot).toEqual({ section: 0, field: 1 });
    expect(step(form(), { section: 0, field: 0 }, -1).form).toEqual(form());
    expect(step(form(), { section: 1 }, 1).form).toEqual(form());
  });

  it('copies a field under another code and without its part of the proposal', () => {
    const start = changeField(form(), { section: 1, field: 0 }, (old) => ({ ...old, stands_for: 'need' }));
    const copied = duplicate(start, { section: 1, field: 0 });
    expect(codes(copied.form)).toEqual(['one:a,b', 'two:c,c_2']);
    expect(copied.form.sections[1]?.fields[1]?.stands_for).toBeUndefined();
  });
});
