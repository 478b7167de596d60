import { describe, expect, it } from 'vitest';
import type { FormDocument } from '@/lib/forms';
import { partLabel, returnableParts } from './parts';

const text = (zh: string) => ({ zh, en: '' });
const form: FormDocument = {
  format: 'form/1',
  sections: [
    {
      code: 'idea',
      title: text('项目构想'),
      fields: [{ code: 'why', label: text('项目概述'), input: { kind: 'long_text', min: 0, max: 60 } }],
    },
  ],
};
const documents = [{ code: 'licence', title: '法人登记证书副本' }];
const t = ((key: string) => key) as never;

describe('the parts of a proposal that can be returned', () => {
  it('are those of the standard form and each document by itself', () => {
    const parts = returnableParts({ documents, form: null });
    expect(parts).toContain('/content/need');
    expect(parts.slice(-2)).toEqual(['/attachments', '/attachments/licence']);
  });

  it('are the sections of the form where the call has one of its own', () => {
    const parts = returnableParts({ documents: [], form });
    expect(parts.slice(0, 3)).toEqual(['/title', '/category', '/answers/idea']);
    expect(parts.filter((pointer) => /content|plan|team|risks/.test(pointer))).toEqual([]);
    expect(parts).toContain('/indicators');
  });

  it('are named as the call names them', () => {
    const asked = { documents, form };
    expect(partLabel('/attachments/licence', t, asked)).toContain('法人登记证书副本');
    expect(partLabel('/answers/idea', t, asked)).toBe('项目构想');
    expect(partLabel('/attachments', t, asked)).toBe('document.attachments');
    expect(partLabel('/attachments/licence', t)).toBe('document.attachments');
  });
});
