import { describe, expect, it } from 'vitest';
import type { ProposalAttachmentsView } from '@/api/gen/types.gen';
import { filesState } from './places';

function view(kinds: string[], faults: string[]): ProposalAttachmentsView {
  return {
    required: [],
    items: kinds.map((kind, index) => ({
      file_id: `f${index}`,
      kind: kind as 'document',
      code: '',
      name: 'a.pdf',
      media_type: 'application/pdf',
      size: 1,
      sha256: null,
      added_at: '2026-06-01T00:00:00Z',
      unused: false,
    })),
    faults: faults.map((code) => ({ pointer: '/attachments/licence', code, detail: '' })),
    editable: true,
    max: 60,
    max_of_document: 10,
  };
}

describe('how far the files are', () => {
  it('is told by what is missing first', () => {
    expect(filesState(undefined)).toBe('todo');
    expect(filesState(view([], ['document_missing']))).toBe('todo');
    expect(filesState(view(['document'], ['document_missing']))).toBe('started');
    expect(filesState(view(['document'], ['document_missing', 'kind_not_accepted']))).toBe('fix');
    expect(filesState(view(['document'], []))).toBe('done');
  });

  it('leaves files to the applicant where the call asks for none', () => {
    expect(filesState(view([], []))).toBe('optional');
    expect(filesState(view(['proof'], []))).toBe('optional');
    expect(filesState(view(['other'], []))).toBe('done');
  });
});
