import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { ApiError } from '@/api/client';
import type { ProposalAttachmentsView, ProposalAttachmentView } from '@/api/gen/types.gen';
import { faultText, problemText } from '@/lib/labels';
import type { UploadedFile } from '@/lib/uploads';
import { attachFile, attachmentsOptions, detachFile } from './api';

interface ProposalFiles {
  id: string;
  /** Who applies. */
  organisation: string;
  view: ProposalAttachmentsView | undefined;
  attach: (file: UploadedFile, kind: ProposalAttachmentView['kind'], code?: string) => Promise<boolean>;
  detach: (file: string) => Promise<boolean>;
  /** Why the last file could not be added or removed, in words. */
  failed: string | undefined;
}

const Files = createContext<ProposalFiles | null>(null);

/** The files of the proposal that is being written, for every part of the editor that adds or removes some. */
export function ProposalFilesProvider({
  id,
  organisation,
  children,
}: {
  id: string;
  organisation: string;
  children: ReactNode;
}) {
  const client = useQueryClient();
  const { data: view } = useQuery(attachmentsOptions(id));
  const [failed, setFailed] = useState<string>();
  const change = async (run: () => Promise<ProposalAttachmentsView>) => {
    try {
      client.setQueryData(attachmentsOptions(id).queryKey, await run());
      setFailed(undefined);
      return true;
    } catch (error) {
      const faults = error instanceof ApiError ? error.errors : [];
      setFailed(faults.length > 0 ? faults.map(faultText).join('；') : problemText(error));
      void client.invalidateQueries({ queryKey: attachmentsOptions(id).queryKey });
      return false;
    }
  };
  const value: ProposalFiles = {
    id,
    organisation,
    view,
    attach: (file, kind, code) => change(() => attachFile(id, { file_id: file.id, kind, ...(code ? { code } : {}) })),
    detach: (file) => change(() => detachFile(id, file)),
    failed,
  };
  return <Files.Provider value={value}>{children}</Files.Provider>;
}

/** Nothing where a proposal is only shown. */
export function useProposalFiles(): ProposalFiles | null {
  return useContext(Files);
}

/** A file as the upload control shows it. */
export function heldFile({ file_id, name, size, sha256 }: ProposalAttachmentView) {
  return { id: file_id, name, size, sha256 };
}
